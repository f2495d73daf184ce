CREATE TABLE pool_plan (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  body TEXT NOT NULL,
  CONSTRAINT pk_pool_plan PRIMARY KEY (id),
  CONSTRAINT uq_pool_plan_w UNIQUE (w),
  CONSTRAINT fk_pool_plan_w_warehouse FOREIGN KEY(w) REFERENCES warehouse (id)
)

ALTER TABLE wave ADD COLUMN walk_mm BIGINT
