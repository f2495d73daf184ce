ALTER TABLE person ADD COLUMN practised_at BIGINT
