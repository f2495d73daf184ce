ALTER TABLE location ADD COLUMN reserve INTEGER DEFAULT '0' NOT NULL CONSTRAINT ck_location_reserve CHECK (reserve IN (0, 1))
