ALTER TABLE tote_use DROP CONSTRAINT uq_tote_use_wave_slot

ALTER TABLE tote_use ADD COLUMN event TEXT

CREATE INDEX ix_tote_use_wave_slot ON tote_use (wave, slot)

CREATE TABLE tote_check (
  id BIGSERIAL NOT NULL,
  event TEXT NOT NULL,
  tote_use BIGINT NOT NULL,
  line BIGINT,
  epoch BIGINT NOT NULL,
  known_m BIGINT DEFAULT '0' NOT NULL,
  found_m BIGINT DEFAULT '0' NOT NULL,
  agreed_m BIGINT DEFAULT '0' NOT NULL,
  CONSTRAINT pk_tote_check PRIMARY KEY (id),
  CONSTRAINT uq_tote_check_event UNIQUE (event),
  CONSTRAINT ck_tote_check_not_negative CHECK (known_m >= 0 AND found_m >= 0 AND agreed_m >= 0),
  CONSTRAINT fk_tote_check_tote_use FOREIGN KEY(tote_use) REFERENCES tote_use (id),
  CONSTRAINT fk_tote_check_line FOREIGN KEY(line) REFERENCES line (id)
)

CREATE INDEX ix_tote_check_tote_use ON tote_check (tote_use)

ALTER TABLE wave ADD COLUMN check_epoch BIGINT

ALTER TABLE transfer ADD COLUMN split_from BIGINT
