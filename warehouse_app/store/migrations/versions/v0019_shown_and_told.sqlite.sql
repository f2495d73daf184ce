DROP TABLE evidence

CREATE TABLE evidence (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  about TEXT NOT NULL,
  "case" BIGINT,
  sha256 TEXT NOT NULL,
  mime TEXT NOT NULL,
  size BIGINT NOT NULL,
  at BIGINT NOT NULL,
  person BIGINT,
  body BLOB NOT NULL,
  CONSTRAINT pk_evidence PRIMARY KEY (id),
  CONSTRAINT uq_evidence_about_sha256 UNIQUE (about, sha256),
  CONSTRAINT fk_evidence_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_evidence_case FOREIGN KEY("case") REFERENCES "case" (id),
  CONSTRAINT fk_evidence_person FOREIGN KEY(person) REFERENCES person (id)
)

CREATE INDEX ix_evidence_case ON evidence ("case")

CREATE TABLE customer_message (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  "order" BIGINT NOT NULL,
  "case" BIGINT,
  event TEXT NOT NULL,
  template TEXT NOT NULL,
  token TEXT NOT NULL,
  facts TEXT NOT NULL,
  state TEXT DEFAULT 'queued' NOT NULL,
  lang TEXT,
  at BIGINT NOT NULL,
  CONSTRAINT pk_customer_message PRIMARY KEY (id),
  CONSTRAINT uq_customer_message_event_order_template UNIQUE (event, "order", template),
  CONSTRAINT ck_customer_message_state CHECK (state IN ('queued', 'sent', 'off', 'no_address', 'lacking', 'withdrawn')),
  CONSTRAINT fk_customer_message_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_customer_message_order FOREIGN KEY("order") REFERENCES "order" (id),
  CONSTRAINT fk_customer_message_case FOREIGN KEY("case") REFERENCES "case" (id)
)

CREATE INDEX ix_customer_message_order ON customer_message ("order")
