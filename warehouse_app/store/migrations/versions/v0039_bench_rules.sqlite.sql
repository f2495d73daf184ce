CREATE TABLE carrier_choice (
  id INTEGER NOT NULL,
  transfer BIGINT NOT NULL,
  carrier TEXT NOT NULL,
  why TEXT NOT NULL,
  at BIGINT NOT NULL,
  told_at BIGINT,
  CONSTRAINT pk_carrier_choice PRIMARY KEY (id),
  CONSTRAINT uq_carrier_choice_transfer UNIQUE (transfer),
  CONSTRAINT fk_carrier_choice_transfer FOREIGN KEY(transfer) REFERENCES transfer (id)
)

UPDATE rule SET kind = 'paper' WHERE kind = 'return_slip'
