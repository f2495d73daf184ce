ALTER TABLE product ADD COLUMN tags JSON

ALTER TABLE product ADD COLUMN volume_ml BIGINT

ALTER TABLE "order" ADD COLUMN value BIGINT

ALTER TABLE line ADD COLUMN kit TEXT

CREATE TABLE pack_check (
  id BIGSERIAL NOT NULL,
  event TEXT NOT NULL,
  transfer BIGINT NOT NULL,
  code TEXT NOT NULL,
  product BIGINT,
  result TEXT NOT NULL,
  value BIGINT,
  CONSTRAINT pk_pack_check PRIMARY KEY (id),
  CONSTRAINT ck_pack_check_result CHECK (result IN ('pass', 'fail', 'granted')),
  CONSTRAINT fk_pack_check_transfer_transfer FOREIGN KEY(transfer) REFERENCES transfer (id),
  CONSTRAINT fk_pack_check_product_product FOREIGN KEY(product) REFERENCES product (id)
)

CREATE INDEX ix_pack_check_transfer ON pack_check (transfer)
