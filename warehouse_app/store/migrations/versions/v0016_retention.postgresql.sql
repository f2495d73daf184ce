ALTER TABLE transfer ADD COLUMN ended_at BIGINT

UPDATE transfer SET ended_at = COALESCE(
  (SELECT max(validated.at) FROM validated JOIN line ON line.id = validated.line WHERE line.transfer = transfer.id),
  (extract(epoch FROM now()) * 1000)::bigint
) WHERE state <> 'open'

CREATE INDEX ix_transfer_addressed ON transfer (ended_at) WHERE ship_to IS NOT NULL

ALTER TABLE failure ADD COLUMN at BIGINT DEFAULT '0' NOT NULL

UPDATE failure SET at = (extract(epoch FROM now()) * 1000)::bigint

ALTER TABLE "case" ADD COLUMN words_gone INTEGER DEFAULT '0' NOT NULL CONSTRAINT ck_case_words_gone CHECK (words_gone IN (0, 1))

CREATE TABLE event_words (
  event TEXT NOT NULL,
  words JSON NOT NULL,
  at BIGINT NOT NULL,
  CONSTRAINT pk_event_words PRIMARY KEY (event),
  CONSTRAINT fk_event_words_event FOREIGN KEY(event) REFERENCES event (id)
)

CREATE TABLE retention (
  rule TEXT NOT NULL,
  at BIGINT NOT NULL,
  gone BIGINT DEFAULT '0' NOT NULL,
  CONSTRAINT pk_retention PRIMARY KEY (rule)
)

UPDATE act SET facts = to_json(((facts #>> '{}')::jsonb || '{"to": ""}')::text) WHERE kind IN ('given', 'released_to')
