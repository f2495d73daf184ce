ALTER TABLE "order" ADD COLUMN agreed BIGINT

CREATE INDEX ix_parcel_closed_at ON parcel (closed_at)
