CREATE TABLE chain_cut (
  first INTEGER NOT NULL,
  last BIGINT NOT NULL,
  before TEXT NOT NULL,
  head TEXT NOT NULL,
  cut_at BIGINT NOT NULL,
  mac TEXT NOT NULL,
  CONSTRAINT pk_chain_cut PRIMARY KEY (first)
)

DROP TRIGGER event_no_update

CREATE TRIGGER event_no_update BEFORE UPDATE ON event
WHEN NOT (OLD.mac IS NULL AND NEW.mac IS NOT NULL AND
    NEW."seq" IS OLD."seq" AND
    NEW."id" IS OLD."id" AND
    NEW."v" IS OLD."v" AND
    NEW."kind" IS OLD."kind" AND
    NEW."device" IS OLD."device" AND
    NEW."device_seq" IS OLD."device_seq" AND
    NEW."person" IS OLD."person" AND
    NEW."session" IS OLD."session" AND
    NEW."epoch" IS OLD."epoch" AND
    NEW."wave" IS OLD."wave" AND
    NEW."transfer" IS OLD."transfer" AND
    NEW."line" IS OLD."line" AND
    NEW."case" IS OLD."case" AND
    NEW."raw" IS OLD."raw" AND
    NEW."content_sha" IS OLD."content_sha" AND
    NEW."device_at" IS OLD."device_at" AND
    NEW."received_at" IS OLD."received_at" AND
    NEW."verdict" IS OLD."verdict" AND
    NEW."key" IS OLD."key" AND
    NEW."flags" IS OLD."flags")
  AND NOT (OLD.mac IS NOT NULL AND NEW.mac IS OLD.mac AND
    EXISTS (SELECT 1 FROM chain_cut WHERE OLD.seq BETWEEN first AND last) AND
    NEW."seq" IS OLD."seq" AND
    NEW."id" IS OLD."id" AND
    NEW."v" IS OLD."v" AND
    NEW."kind" IS OLD."kind" AND
    NEW."device" IS OLD."device" AND
    NEW."device_seq" IS OLD."device_seq" AND
    NEW."content_sha" IS OLD."content_sha" AND
    NEW."received_at" IS OLD."received_at" AND
    NEW."verdict" IS OLD."verdict" AND
    NEW."key" IS OLD."key" AND
    NEW."flags" = '[]' AND
    COALESCE(NEW."person", NEW."session", NEW."epoch", NEW."wave", NEW."transfer", NEW."line", NEW."case",
      NEW."device_at") IS NULL)
BEGIN
  SELECT RAISE(ABORT, 'event is insert-only');
END
