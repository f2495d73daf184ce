ALTER TABLE "case" ADD COLUMN answer_by BIGINT

ALTER TABLE "case" ADD COLUMN answered_at BIGINT

ALTER TABLE "case" ADD COLUMN rung BIGINT DEFAULT '0' NOT NULL

ALTER TABLE "case" ADD COLUMN next_at BIGINT

ALTER TABLE "case" ADD COLUMN person BIGINT CONSTRAINT fk_case_person_person REFERENCES person (id)

ALTER TABLE "case" ADD COLUMN opened_by BIGINT CONSTRAINT fk_case_opened_by_person REFERENCES person (id)

ALTER TABLE "case" ADD COLUMN cause TEXT

ALTER TABLE "case" ADD COLUMN merged_into BIGINT CONSTRAINT fk_case_merged_into_case REFERENCES "case" (id)

ALTER TABLE "case" ADD COLUMN reopened BIGINT DEFAULT '0' NOT NULL

UPDATE "case" SET category = CASE substr(type, 1, 3) WHEN 'INV' THEN 'inventory' WHEN 'ORD' THEN 'order' WHEN 'PAY' THEN 'payment' WHEN 'CUS' THEN 'customer' WHEN 'SHP' THEN 'shipping' WHEN 'RET' THEN 'returns' WHEN 'FIN' THEN 'finance' ELSE 'fulfilment' END,
  answer_by = CASE WHEN status = 'open' THEN due_at END, next_at = CASE WHEN status <> 'resolved' THEN due_at END

CREATE TABLE case_link (
  one BIGINT NOT NULL,
  other BIGINT NOT NULL,
  CONSTRAINT pk_case_link PRIMARY KEY (one, other),
  CONSTRAINT fk_case_link_one_case FOREIGN KEY(one) REFERENCES "case" (id),
  CONSTRAINT fk_case_link_other_case FOREIGN KEY(other) REFERENCES "case" (id)
)

CREATE INDEX ix_case_link_other ON case_link (other)

ALTER TABLE rule ADD COLUMN at BIGINT

ALTER TABLE rule ADD COLUMN person BIGINT CONSTRAINT fk_rule_person_person REFERENCES person (id)

ALTER TABLE rule ADD COLUMN why TEXT

CREATE INDEX ix_case_next ON "case" (next_at) WHERE status <> 'resolved'
