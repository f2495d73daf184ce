ALTER TABLE outbox ADD COLUMN settled TEXT CONSTRAINT ck_outbox_settled CHECK (settled IN ('accepted', 'written_off'))

ALTER TABLE outbox ADD COLUMN settled_by BIGINT CONSTRAINT fk_outbox_settled_by REFERENCES person (id)

ALTER TABLE outbox ADD COLUMN settled_why TEXT
