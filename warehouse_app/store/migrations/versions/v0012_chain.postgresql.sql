CREATE TABLE chain_cut (
  first BIGINT NOT NULL,
  last BIGINT NOT NULL,
  before TEXT NOT NULL,
  head TEXT NOT NULL,
  cut_at BIGINT NOT NULL,
  mac TEXT NOT NULL,
  CONSTRAINT pk_chain_cut PRIMARY KEY (first)
)

CREATE OR REPLACE FUNCTION event_insert_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sealed event;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    sealed := OLD;
    sealed.mac := NEW.mac;
    IF OLD.mac IS NULL AND NEW.mac IS NOT NULL AND sealed::text = NEW::text THEN
      RETURN NEW;
    END IF;
    sealed := OLD;
    sealed.raw := NEW.raw;
    sealed.flags := NEW.flags;
    sealed.person := NULL;
    sealed.session := NULL;
    sealed.epoch := NULL;
    sealed.wave := NULL;
    sealed.transfer := NULL;
    sealed.line := NULL;
    sealed."case" := NULL;
    sealed.device_at := NULL;
    IF OLD.mac IS NOT NULL AND sealed::text = NEW::text AND NEW.flags::text IN ('[]', '"[]"')
      AND EXISTS (SELECT 1 FROM chain_cut WHERE OLD.seq BETWEEN first AND last) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'event is insert-only' USING ERRCODE = 'integrity_constraint_violation';
END
$$
