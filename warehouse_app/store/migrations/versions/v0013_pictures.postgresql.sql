CREATE TABLE picture (
  sha TEXT NOT NULL,
  type TEXT NOT NULL,
  body BYTEA NOT NULL,
  CONSTRAINT pk_picture PRIMARY KEY (sha)
)

CREATE TABLE product_picture (
  product BIGINT NOT NULL,
  sha TEXT,
  mark TEXT NOT NULL,
  at BIGINT NOT NULL,
  CONSTRAINT pk_product_picture PRIMARY KEY (product),
  CONSTRAINT fk_product_picture_product FOREIGN KEY(product) REFERENCES product (id),
  CONSTRAINT fk_product_picture_sha FOREIGN KEY(sha) REFERENCES picture (sha)
)

CREATE INDEX ix_product_picture_sha ON product_picture (sha)
