CREATE TABLE data_look (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  read_at BIGINT,
  asked_at BIGINT,
  days BIGINT NOT NULL,
  counts TEXT NOT NULL,
  trouble TEXT,
  CONSTRAINT pk_data_look PRIMARY KEY (id),
  CONSTRAINT uq_data_look_w UNIQUE (w),
  CONSTRAINT fk_data_look_w FOREIGN KEY(w) REFERENCES warehouse (id)
)

CREATE TABLE data_gap (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  kind TEXT NOT NULL,
  ref TEXT NOT NULL,
  name TEXT NOT NULL,
  detail TEXT DEFAULT '' NOT NULL,
  proposal TEXT DEFAULT '' NOT NULL,
  external TEXT DEFAULT '' NOT NULL,
  per_day_m BIGINT DEFAULT '0' NOT NULL,
  rank BIGINT DEFAULT '0' NOT NULL,
  found_at BIGINT NOT NULL,
  CONSTRAINT pk_data_gap PRIMARY KEY (id),
  CONSTRAINT uq_data_gap_w_kind_ref UNIQUE (w, kind, ref),
  CONSTRAINT ck_data_gap_not_negative CHECK (per_day_m >= 0 AND rank >= 0),
  CONSTRAINT fk_data_gap_w FOREIGN KEY(w) REFERENCES warehouse (id)
)

CREATE TABLE baseline (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  since BIGINT NOT NULL,
  until BIGINT NOT NULL,
  begun_at BIGINT NOT NULL,
  done_at BIGINT,
  part TEXT DEFAULT '' NOT NULL,
  last_id BIGINT DEFAULT '0' NOT NULL,
  calls BIGINT DEFAULT '0' NOT NULL,
  body TEXT NOT NULL,
  CONSTRAINT pk_baseline PRIMARY KEY (id),
  CONSTRAINT uq_baseline_w UNIQUE (w),
  CONSTRAINT ck_baseline_not_negative CHECK (last_id >= 0 AND calls >= 0),
  CONSTRAINT fk_baseline_w FOREIGN KEY(w) REFERENCES warehouse (id)
)
