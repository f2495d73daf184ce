ALTER TABLE tote_use RENAME TO tote_use_before

DROP INDEX ix_tote_use_transfer

DROP INDEX uq_tote_use_tote_now

CREATE TABLE tote_use (
  id INTEGER NOT NULL,
  wave BIGINT NOT NULL,
  slot BIGINT NOT NULL,
  transfer BIGINT NOT NULL,
  tote BIGINT NOT NULL,
  since BIGINT NOT NULL,
  until BIGINT,
  event TEXT,
  CONSTRAINT pk_tote_use PRIMARY KEY (id),
  CONSTRAINT ck_tote_use_slot CHECK (slot > 0),
  CONSTRAINT fk_tote_use_wave FOREIGN KEY(wave) REFERENCES wave (id),
  CONSTRAINT fk_tote_use_transfer FOREIGN KEY(transfer) REFERENCES transfer (id),
  CONSTRAINT fk_tote_use_tote FOREIGN KEY(tote) REFERENCES tote (id)
)

INSERT INTO tote_use (id, wave, slot, transfer, tote, since, until)
SELECT id, wave, slot, transfer, tote, since, until FROM tote_use_before

DROP TABLE tote_use_before

CREATE INDEX ix_tote_use_transfer ON tote_use (transfer)

CREATE INDEX ix_tote_use_wave_slot ON tote_use (wave, slot)

CREATE UNIQUE INDEX uq_tote_use_tote_now ON tote_use (tote) WHERE until IS NULL

CREATE TABLE tote_check (
  id INTEGER NOT NULL,
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
