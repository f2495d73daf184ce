CREATE TABLE change (
  seq INTEGER NOT NULL,
  room TEXT NOT NULL,
  kind TEXT NOT NULL,
  ref TEXT NOT NULL,
  at BIGINT NOT NULL,
  CONSTRAINT pk_change PRIMARY KEY (seq)
)

CREATE INDEX ix_change_room_seq ON change (room, seq)

CREATE TABLE code (
  id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  ref BIGINT NOT NULL,
  text TEXT NOT NULL,
  factor_m BIGINT DEFAULT '1000' NOT NULL,
  CONSTRAINT pk_code PRIMARY KEY (id),
  CONSTRAINT uq_code_kind_ref_text UNIQUE (kind, ref, text),
  CONSTRAINT ck_code_kind CHECK (kind IN ('product', 'package_type'))
)

CREATE INDEX ix_code_text ON code (text)

CREATE TABLE failure (
  who TEXT NOT NULL,
  count BIGINT NOT NULL,
  locked_until BIGINT NOT NULL,
  CONSTRAINT pk_failure PRIMARY KEY (who),
  CONSTRAINT ck_failure_not_negative CHECK (count >= 0)
)

CREATE TABLE lease (
  name TEXT NOT NULL,
  holder TEXT,
  fence BIGINT DEFAULT '0' NOT NULL,
  until BIGINT DEFAULT '0' NOT NULL,
  CONSTRAINT pk_lease PRIMARY KEY (name)
)

CREATE TABLE meta (
  id INTEGER NOT NULL CONSTRAINT ck_meta_one_row CHECK (id = 1),
  generation TEXT NOT NULL,
  chain_head TEXT,
  chain_seq BIGINT DEFAULT '0' NOT NULL,
  created_at BIGINT NOT NULL,
  CONSTRAINT pk_meta PRIMARY KEY (id)
)

CREATE TABLE source (
  id INTEGER NOT NULL,
  identity TEXT NOT NULL,
  seen_at BIGINT NOT NULL,
  CONSTRAINT pk_source PRIMARY KEY (id),
  CONSTRAINT uq_source_identity UNIQUE (identity)
)

CREATE TABLE product (
  id INTEGER NOT NULL,
  source BIGINT NOT NULL,
  odoo_id BIGINT NOT NULL,
  sku TEXT NOT NULL,
  name TEXT NOT NULL,
  unit TEXT NOT NULL,
  whole INTEGER DEFAULT '1' NOT NULL CONSTRAINT ck_product_whole CHECK (whole IN (0, 1)),
  tracking TEXT NOT NULL,
  expires INTEGER DEFAULT '0' NOT NULL CONSTRAINT ck_product_expires CHECK (expires IN (0, 1)),
  weight_g BIGINT,
  size_mm TEXT,
  shape TEXT NOT NULL,
  hue BIGINT NOT NULL,
  CONSTRAINT pk_product PRIMARY KEY (id),
  CONSTRAINT uq_product_source_odoo_id UNIQUE (source, odoo_id),
  CONSTRAINT ck_product_tracking CHECK (tracking IN ('none', 'lot', 'serial')),
  CONSTRAINT fk_product_source FOREIGN KEY(source) REFERENCES source (id)
)

CREATE TABLE warehouse (
  id INTEGER NOT NULL,
  source BIGINT NOT NULL,
  odoo_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  zone TEXT NOT NULL,
  steps BIGINT NOT NULL,
  CONSTRAINT pk_warehouse PRIMARY KEY (id),
  CONSTRAINT uq_warehouse_source_odoo_id UNIQUE (source, odoo_id),
  CONSTRAINT ck_warehouse_steps CHECK (steps IN (1, 2, 3)),
  CONSTRAINT fk_warehouse_source FOREIGN KEY(source) REFERENCES source (id)
)

CREATE TABLE counter (
  kind TEXT NOT NULL,
  w BIGINT NOT NULL,
  value BIGINT NOT NULL,
  CONSTRAINT pk_counter PRIMARY KEY (kind, w),
  CONSTRAINT ck_counter_not_negative CHECK (value >= 0),
  CONSTRAINT fk_counter_w FOREIGN KEY(w) REFERENCES warehouse (id)
)

CREATE TABLE cutoff (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  carrier TEXT NOT NULL,
  weekday BIGINT NOT NULL,
  minute BIGINT NOT NULL,
  CONSTRAINT pk_cutoff PRIMARY KEY (id),
  CONSTRAINT uq_cutoff_w_carrier_weekday UNIQUE (w, carrier, weekday),
  CONSTRAINT ck_cutoff_not_negative CHECK (weekday >= 0 AND minute >= 0),
  CONSTRAINT fk_cutoff_w FOREIGN KEY(w) REFERENCES warehouse (id)
)

CREATE TABLE device (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  name TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  last_seq BIGINT DEFAULT '0' NOT NULL,
  journal_seq BIGINT DEFAULT '0' NOT NULL,
  revoked INTEGER DEFAULT '0' NOT NULL CONSTRAINT ck_device_revoked CHECK (revoked IN (0, 1)),
  build TEXT,
  waiting BIGINT,
  clock_offset BIGINT,
  seen_at BIGINT,
  CONSTRAINT pk_device PRIMARY KEY (id),
  CONSTRAINT fk_device_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT uq_device_token_hash UNIQUE (token_hash)
)

CREATE TABLE holiday (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  day TEXT NOT NULL,
  CONSTRAINT pk_holiday PRIMARY KEY (id),
  CONSTRAINT uq_holiday_w_day UNIQUE (w, day),
  CONSTRAINT fk_holiday_w FOREIGN KEY(w) REFERENCES warehouse (id)
)

CREATE TABLE location (
  id INTEGER NOT NULL,
  source BIGINT NOT NULL,
  odoo_id BIGINT NOT NULL,
  w BIGINT NOT NULL,
  code TEXT NOT NULL,
  barcode TEXT,
  aisle TEXT NOT NULL,
  bay TEXT NOT NULL,
  level TEXT NOT NULL,
  x BIGINT,
  y BIGINT,
  walk_rank BIGINT DEFAULT '0' NOT NULL,
  locked_by TEXT,
  CONSTRAINT pk_location PRIMARY KEY (id),
  CONSTRAINT uq_location_source_odoo_id UNIQUE (source, odoo_id),
  CONSTRAINT fk_location_source FOREIGN KEY(source) REFERENCES source (id),
  CONSTRAINT fk_location_w FOREIGN KEY(w) REFERENCES warehouse (id)
)

CREATE INDEX ix_location_w_aisle ON location (w, aisle)

CREATE TABLE lot (
  id INTEGER NOT NULL,
  source BIGINT NOT NULL,
  odoo_id BIGINT NOT NULL,
  product BIGINT NOT NULL,
  name TEXT NOT NULL,
  expires TEXT,
  CONSTRAINT pk_lot PRIMARY KEY (id),
  CONSTRAINT uq_lot_source_odoo_id UNIQUE (source, odoo_id),
  CONSTRAINT fk_lot_source FOREIGN KEY(source) REFERENCES source (id),
  CONSTRAINT fk_lot_product FOREIGN KEY(product) REFERENCES product (id)
)

CREATE TABLE op_type (
  id INTEGER NOT NULL,
  source BIGINT NOT NULL,
  odoo_id BIGINT NOT NULL,
  w BIGINT NOT NULL,
  name TEXT,
  CONSTRAINT pk_op_type PRIMARY KEY (id),
  CONSTRAINT uq_op_type_source_odoo_id UNIQUE (source, odoo_id),
  CONSTRAINT fk_op_type_source FOREIGN KEY(source) REFERENCES source (id),
  CONSTRAINT fk_op_type_w FOREIGN KEY(w) REFERENCES warehouse (id)
)

CREATE TABLE "order" (
  id INTEGER NOT NULL,
  source BIGINT NOT NULL,
  odoo_id BIGINT NOT NULL,
  w BIGINT NOT NULL,
  name TEXT NOT NULL,
  segment TEXT,
  cleared INTEGER DEFAULT '1' NOT NULL CONSTRAINT ck_order_cleared CHECK (cleared IN (0, 1)),
  cutoff_at BIGINT,
  CONSTRAINT pk_order PRIMARY KEY (id),
  CONSTRAINT uq_order_source_odoo_id UNIQUE (source, odoo_id),
  CONSTRAINT fk_order_source FOREIGN KEY(source) REFERENCES source (id),
  CONSTRAINT fk_order_w FOREIGN KEY(w) REFERENCES warehouse (id)
)

CREATE INDEX ix_order_name ON "order" (name)

CREATE TABLE outbox (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  lane TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  want_version BIGINT DEFAULT '0' NOT NULL,
  token TEXT,
  state TEXT DEFAULT 'queued' NOT NULL,
  body TEXT,
  created_at BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  attempts BIGINT DEFAULT '0' NOT NULL,
  fence BIGINT,
  error TEXT,
  CONSTRAINT pk_outbox PRIMARY KEY (id),
  CONSTRAINT ck_outbox_kind CHECK (kind IN ('reconcile', 'create', 'correct', 'close')),
  CONSTRAINT ck_outbox_state CHECK (state IN ('queued', 'leased', 'done', 'unknown', 'person')),
  CONSTRAINT fk_outbox_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT uq_outbox_token UNIQUE (token)
)

CREATE INDEX ix_outbox_lane_state_next_at ON outbox (lane, state, next_at)

CREATE UNIQUE INDEX uq_outbox_subject_queued ON outbox (subject) WHERE state = 'queued' AND kind = 'reconcile'

CREATE TABLE person (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  name TEXT NOT NULL,
  badge TEXT,
  pin_hash TEXT,
  lang TEXT,
  odoo_user_id BIGINT,
  active INTEGER DEFAULT '1' NOT NULL CONSTRAINT ck_person_active CHECK (active IN (0, 1)),
  CONSTRAINT pk_person PRIMARY KEY (id),
  CONSTRAINT uq_person_odoo_user_id UNIQUE (odoo_user_id),
  CONSTRAINT fk_person_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT uq_person_badge UNIQUE (badge)
)

CREATE TABLE rule (
  id INTEGER NOT NULL,
  w BIGINT,
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  version BIGINT NOT NULL,
  body TEXT NOT NULL,
  CONSTRAINT pk_rule PRIMARY KEY (id),
  CONSTRAINT uq_rule_w_kind_code_version UNIQUE (w, kind, code, version),
  CONSTRAINT fk_rule_w FOREIGN KEY(w) REFERENCES warehouse (id)
)

CREATE UNIQUE INDEX uq_rule_everywhere ON rule (kind, code, version) WHERE w IS NULL

CREATE TABLE station (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  CONSTRAINT pk_station PRIMARY KEY (id),
  CONSTRAINT uq_station_w_name UNIQUE (w, name),
  CONSTRAINT ck_station_kind CHECK (kind IN ('packing', 'returns')),
  CONSTRAINT fk_station_w FOREIGN KEY(w) REFERENCES warehouse (id)
)

CREATE TABLE tote (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  code TEXT NOT NULL,
  state TEXT DEFAULT 'free' NOT NULL,
  place TEXT,
  CONSTRAINT pk_tote PRIMARY KEY (id),
  CONSTRAINT uq_tote_w_code UNIQUE (w, code),
  CONSTRAINT ck_tote_state CHECK (state IN ('free', 'used', 'lost')),
  CONSTRAINT fk_tote_w FOREIGN KEY(w) REFERENCES warehouse (id)
)

CREATE TABLE enrolment (
  code_hash TEXT NOT NULL,
  w BIGINT NOT NULL,
  name TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  "by" BIGINT,
  CONSTRAINT pk_enrolment PRIMARY KEY (code_hash),
  CONSTRAINT fk_enrolment_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_enrolment_by FOREIGN KEY("by") REFERENCES person (id)
)

CREATE TABLE event (
  seq INTEGER NOT NULL,
  id TEXT NOT NULL,
  v BIGINT,
  kind TEXT,
  device BIGINT NOT NULL,
  device_seq BIGINT,
  person BIGINT,
  session BIGINT,
  epoch BIGINT,
  wave BIGINT,
  transfer BIGINT,
  line BIGINT,
  "case" BIGINT,
  raw TEXT NOT NULL,
  content_sha TEXT NOT NULL,
  device_at BIGINT,
  received_at BIGINT NOT NULL,
  verdict TEXT NOT NULL,
  "key" TEXT,
  flags TEXT NOT NULL,
  mac TEXT,
  CONSTRAINT pk_event PRIMARY KEY (seq),
  CONSTRAINT uq_event_device_device_seq UNIQUE (device, device_seq),
  CONSTRAINT ck_event_verdict CHECK (verdict IN ('accepted', 'conflict', 'invalid')),
  CONSTRAINT uq_event_id UNIQUE (id),
  CONSTRAINT fk_event_device FOREIGN KEY(device) REFERENCES device (id)
)

CREATE INDEX ix_event_line ON event (line)

CREATE INDEX ix_event_unsealed ON event (seq) WHERE mac IS NULL

CREATE INDEX ix_event_wave ON event (wave)

CREATE TABLE gap (
  id INTEGER NOT NULL,
  device BIGINT NOT NULL,
  first BIGINT NOT NULL,
  last BIGINT NOT NULL,
  CONSTRAINT pk_gap PRIMARY KEY (id),
  CONSTRAINT uq_gap_device_first UNIQUE (device, first),
  CONSTRAINT ck_gap_not_negative CHECK (last - first >= 0),
  CONSTRAINT fk_gap_device FOREIGN KEY(device) REFERENCES device (id)
)

CREATE TABLE person_role (
  person BIGINT NOT NULL,
  role TEXT NOT NULL,
  CONSTRAINT uq_person_role_person_role UNIQUE (person, role),
  CONSTRAINT fk_person_role_person FOREIGN KEY(person) REFERENCES person (id)
)

CREATE TABLE printer (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  station BIGINT,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  address TEXT NOT NULL,
  settings TEXT,
  CONSTRAINT pk_printer PRIMARY KEY (id),
  CONSTRAINT uq_printer_w_name UNIQUE (w, name),
  CONSTRAINT fk_printer_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_printer_station FOREIGN KEY(station) REFERENCES station (id)
)

CREATE TABLE return (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  number TEXT NOT NULL,
  "order" BIGINT,
  state TEXT DEFAULT 'authorised' NOT NULL,
  token TEXT,
  odoo_id BIGINT,
  authorised_at BIGINT NOT NULL,
  expires_at BIGINT,
  closed_at BIGINT,
  CONSTRAINT pk_return PRIMARY KEY (id),
  CONSTRAINT uq_return_w_number UNIQUE (w, number),
  CONSTRAINT ck_return_state CHECK (state IN ('authorised', 'received', 'judged', 'refunded', 'closed', 'cancelled')),
  CONSTRAINT fk_return_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_return_order FOREIGN KEY("order") REFERENCES "order" (id),
  CONSTRAINT uq_return_token UNIQUE (token)
)

CREATE INDEX ix_return_order ON return ("order")

CREATE TABLE session (
  id INTEGER NOT NULL,
  token_hash TEXT NOT NULL,
  person BIGINT NOT NULL,
  device BIGINT,
  opened_at BIGINT NOT NULL,
  pin_at BIGINT,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  closed_at BIGINT,
  CONSTRAINT pk_session PRIMARY KEY (id),
  CONSTRAINT uq_session_token_hash UNIQUE (token_hash),
  CONSTRAINT fk_session_person FOREIGN KEY(person) REFERENCES person (id),
  CONSTRAINT fk_session_device FOREIGN KEY(device) REFERENCES device (id)
)

CREATE INDEX ix_session_device ON session (device)

CREATE INDEX ix_session_person_device ON session (person, device)

CREATE TABLE wave (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  number TEXT NOT NULL,
  state TEXT NOT NULL,
  epoch BIGINT DEFAULT '0' NOT NULL,
  sheet_no BIGINT DEFAULT '1' NOT NULL,
  device BIGINT,
  person BIGINT,
  carrier TEXT,
  cutoff_at BIGINT,
  released_at BIGINT,
  claimed_at BIGINT,
  walked_at BIGINT,
  closed_at BIGINT,
  CONSTRAINT pk_wave PRIMARY KEY (id),
  CONSTRAINT uq_wave_w_number UNIQUE (w, number),
  CONSTRAINT ck_wave_state CHECK (state IN ('planned', 'released', 'claimed', 'walked', 'closed', 'cancelled')),
  CONSTRAINT ck_wave_not_negative CHECK (epoch >= 0 AND sheet_no >= 0),
  CONSTRAINT fk_wave_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_wave_device FOREIGN KEY(device) REFERENCES device (id),
  CONSTRAINT fk_wave_person FOREIGN KEY(person) REFERENCES person (id)
)

CREATE INDEX ix_wave_w_state ON wave (w, state)

CREATE UNIQUE INDEX uq_wave_person_claimed ON wave (person) WHERE state = 'claimed'

CREATE TABLE return_line (
  id INTEGER NOT NULL,
  return BIGINT NOT NULL,
  product BIGINT NOT NULL,
  lot BIGINT,
  reason TEXT,
  expected_m BIGINT DEFAULT '0' NOT NULL,
  received_m BIGINT DEFAULT '0' NOT NULL,
  judgement TEXT,
  location BIGINT,
  facts TEXT,
  CONSTRAINT pk_return_line PRIMARY KEY (id),
  CONSTRAINT ck_return_line_not_negative CHECK (expected_m >= 0 AND received_m >= 0),
  CONSTRAINT fk_return_line_return FOREIGN KEY(return) REFERENCES return (id),
  CONSTRAINT fk_return_line_product FOREIGN KEY(product) REFERENCES product (id),
  CONSTRAINT fk_return_line_lot FOREIGN KEY(lot) REFERENCES lot (id),
  CONSTRAINT fk_return_line_location FOREIGN KEY(location) REFERENCES location (id)
)

CREATE INDEX ix_return_line_return ON return_line (return)

CREATE TABLE stop (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  wave BIGINT NOT NULL,
  no BIGINT NOT NULL,
  location BIGINT NOT NULL,
  CONSTRAINT pk_stop PRIMARY KEY (id),
  CONSTRAINT uq_stop_wave_no UNIQUE (wave, no),
  CONSTRAINT uq_stop_wave_location UNIQUE (wave, location),
  CONSTRAINT ck_stop_not_negative CHECK (no >= 0),
  CONSTRAINT fk_stop_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_stop_wave FOREIGN KEY(wave) REFERENCES wave (id),
  CONSTRAINT fk_stop_location FOREIGN KEY(location) REFERENCES location (id)
)

CREATE TABLE transfer (
  id INTEGER NOT NULL,
  source BIGINT NOT NULL,
  odoo_id BIGINT NOT NULL,
  w BIGINT NOT NULL,
  op_type BIGINT,
  "order" BIGINT,
  name TEXT NOT NULL,
  carrier TEXT,
  priority BIGINT DEFAULT '0' NOT NULL,
  deadline BIGINT,
  customer_ok INTEGER DEFAULT '1' NOT NULL CONSTRAINT ck_transfer_customer_ok CHECK (customer_ok IN (0, 1)),
  short_m BIGINT DEFAULT '0' NOT NULL,
  state TEXT DEFAULT 'open' NOT NULL,
  wave BIGINT,
  tote BIGINT,
  want_version BIGINT DEFAULT '0' NOT NULL,
  odoo_version BIGINT DEFAULT '0' NOT NULL,
  odoo_seen BIGINT,
  CONSTRAINT pk_transfer PRIMARY KEY (id),
  CONSTRAINT uq_transfer_source_odoo_id UNIQUE (source, odoo_id),
  CONSTRAINT ck_transfer_state CHECK (state IN ('open', 'done', 'cancelled')),
  CONSTRAINT ck_transfer_not_negative CHECK (short_m >= 0 AND want_version >= 0 AND odoo_version >= 0),
  CONSTRAINT fk_transfer_source FOREIGN KEY(source) REFERENCES source (id),
  CONSTRAINT fk_transfer_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_transfer_op_type FOREIGN KEY(op_type) REFERENCES op_type (id),
  CONSTRAINT fk_transfer_order FOREIGN KEY("order") REFERENCES "order" (id),
  CONSTRAINT fk_transfer_wave FOREIGN KEY(wave) REFERENCES wave (id),
  CONSTRAINT fk_transfer_tote FOREIGN KEY(tote) REFERENCES tote (id)
)

CREATE INDEX ix_transfer_order ON transfer ("order")

CREATE INDEX ix_transfer_w_state ON transfer (w, state)

CREATE INDEX ix_transfer_wave ON transfer (wave)

CREATE TABLE line (
  id INTEGER NOT NULL,
  transfer BIGINT NOT NULL,
  source_key TEXT NOT NULL,
  product BIGINT NOT NULL,
  location BIGINT NOT NULL,
  lot BIGINT,
  demand_m BIGINT NOT NULL,
  picked_m BIGINT DEFAULT '0' NOT NULL,
  short_m BIGINT DEFAULT '0' NOT NULL,
  told_m BIGINT DEFAULT '0' NOT NULL,
  state TEXT DEFAULT 'open' NOT NULL,
  epoch BIGINT DEFAULT '0' NOT NULL,
  stop_no BIGINT,
  CONSTRAINT pk_line PRIMARY KEY (id),
  CONSTRAINT uq_line_transfer_source_key UNIQUE (transfer, source_key),
  CONSTRAINT ck_line_state CHECK (state IN ('open', 'picked', 'short', 'gone')),
  CONSTRAINT ck_line_not_negative CHECK (demand_m >= 0 AND picked_m >= 0 AND short_m >= 0 AND epoch >= 0),
  CONSTRAINT ck_line_no_more_than_demand CHECK (picked_m + short_m <= demand_m),
  CONSTRAINT fk_line_transfer FOREIGN KEY(transfer) REFERENCES transfer (id),
  CONSTRAINT fk_line_product FOREIGN KEY(product) REFERENCES product (id),
  CONSTRAINT fk_line_location FOREIGN KEY(location) REFERENCES location (id),
  CONSTRAINT fk_line_lot FOREIGN KEY(lot) REFERENCES lot (id)
)

CREATE INDEX ix_line_location ON line (location)

CREATE INDEX ix_line_product ON line (product)

CREATE TABLE parcel (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  number TEXT NOT NULL,
  sscc TEXT,
  transfer BIGINT NOT NULL,
  station BIGINT,
  box TEXT,
  state TEXT DEFAULT 'open' NOT NULL,
  weight_g BIGINT,
  size_mm TEXT,
  odoo_id BIGINT,
  token TEXT,
  opened_at BIGINT NOT NULL,
  closed_at BIGINT,
  CONSTRAINT pk_parcel PRIMARY KEY (id),
  CONSTRAINT uq_parcel_w_number UNIQUE (w, number),
  CONSTRAINT ck_parcel_state CHECK (state IN ('open', 'closed', 'void')),
  CONSTRAINT fk_parcel_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT uq_parcel_sscc UNIQUE (sscc),
  CONSTRAINT fk_parcel_transfer FOREIGN KEY(transfer) REFERENCES transfer (id),
  CONSTRAINT fk_parcel_station FOREIGN KEY(station) REFERENCES station (id),
  CONSTRAINT uq_parcel_token UNIQUE (token)
)

CREATE INDEX ix_parcel_transfer ON parcel (transfer)

CREATE TABLE tote_use (
  id INTEGER NOT NULL,
  wave BIGINT NOT NULL,
  slot BIGINT NOT NULL,
  transfer BIGINT NOT NULL,
  tote BIGINT NOT NULL,
  since BIGINT NOT NULL,
  until BIGINT,
  CONSTRAINT pk_tote_use PRIMARY KEY (id),
  CONSTRAINT uq_tote_use_wave_slot UNIQUE (wave, slot),
  CONSTRAINT ck_tote_use_slot CHECK (slot > 0),
  CONSTRAINT fk_tote_use_wave FOREIGN KEY(wave) REFERENCES wave (id),
  CONSTRAINT fk_tote_use_transfer FOREIGN KEY(transfer) REFERENCES transfer (id),
  CONSTRAINT fk_tote_use_tote FOREIGN KEY(tote) REFERENCES tote (id)
)

CREATE INDEX ix_tote_use_transfer ON tote_use (transfer)

CREATE UNIQUE INDEX uq_tote_use_tote_now ON tote_use (tote) WHERE until IS NULL

CREATE TABLE "case" (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  number TEXT NOT NULL,
  category TEXT,
  type TEXT NOT NULL,
  finding_key TEXT NOT NULL,
  severity TEXT NOT NULL,
  status TEXT DEFAULT 'open' NOT NULL,
  owner TEXT NOT NULL,
  wave BIGINT,
  line BIGINT,
  transfer BIGINT,
  event TEXT,
  facts TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  due_at BIGINT,
  snoozed_until BIGINT,
  resolved_at BIGINT,
  why TEXT,
  CONSTRAINT pk_case PRIMARY KEY (id),
  CONSTRAINT uq_case_w_number UNIQUE (w, number),
  CONSTRAINT ck_case_owner CHECK (owner <> ''),
  CONSTRAINT ck_case_status CHECK (status IN ('open', 'waiting', 'decided', 'resolved')),
  CONSTRAINT fk_case_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_case_wave FOREIGN KEY(wave) REFERENCES wave (id),
  CONSTRAINT fk_case_line FOREIGN KEY(line) REFERENCES line (id),
  CONSTRAINT fk_case_transfer FOREIGN KEY(transfer) REFERENCES transfer (id)
)

CREATE INDEX ix_case_line ON "case" (line)

CREATE INDEX ix_case_w_status ON "case" (w, status)

CREATE UNIQUE INDEX uq_case_finding_open ON "case" (finding_key) WHERE status <> 'resolved'

CREATE TABLE label (
  id INTEGER NOT NULL,
  parcel BIGINT,
  design TEXT NOT NULL,
  n BIGINT NOT NULL,
  "of" BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  copy_of BIGINT,
  at BIGINT NOT NULL,
  CONSTRAINT pk_label PRIMARY KEY (id),
  CONSTRAINT ck_label_n_of_m CHECK (n BETWEEN 1 AND "of"),
  CONSTRAINT fk_label_parcel FOREIGN KEY(parcel) REFERENCES parcel (id),
  CONSTRAINT fk_label_copy_of FOREIGN KEY(copy_of) REFERENCES label (id)
)

CREATE INDEX ix_label_parcel ON label (parcel)

CREATE TABLE parcel_item (
  id INTEGER NOT NULL,
  parcel BIGINT NOT NULL,
  line BIGINT NOT NULL,
  qty_m BIGINT NOT NULL,
  CONSTRAINT pk_parcel_item PRIMARY KEY (id),
  CONSTRAINT ck_parcel_item_qty_m CHECK (qty_m > 0),
  CONSTRAINT fk_parcel_item_parcel FOREIGN KEY(parcel) REFERENCES parcel (id),
  CONSTRAINT fk_parcel_item_line FOREIGN KEY(line) REFERENCES line (id)
)

CREATE INDEX ix_parcel_item_line ON parcel_item (line)

CREATE INDEX ix_parcel_item_parcel ON parcel_item (parcel)

CREATE TABLE pick (
  id INTEGER NOT NULL,
  event TEXT NOT NULL,
  line BIGINT NOT NULL,
  qty_m BIGINT NOT NULL,
  location BIGINT NOT NULL,
  lot BIGINT,
  tote TEXT,
  reversed_by TEXT,
  CONSTRAINT pk_pick PRIMARY KEY (id),
  CONSTRAINT ck_pick_qty_m CHECK (qty_m > 0),
  CONSTRAINT uq_pick_event UNIQUE (event),
  CONSTRAINT fk_pick_event FOREIGN KEY(event) REFERENCES event (id),
  CONSTRAINT fk_pick_line FOREIGN KEY(line) REFERENCES line (id),
  CONSTRAINT fk_pick_location FOREIGN KEY(location) REFERENCES location (id),
  CONSTRAINT fk_pick_lot FOREIGN KEY(lot) REFERENCES lot (id)
)

CREATE INDEX ix_pick_line ON pick (line)

CREATE TABLE short (
  id INTEGER NOT NULL,
  event TEXT NOT NULL,
  line BIGINT NOT NULL,
  missing_m BIGINT NOT NULL,
  found_m BIGINT NOT NULL,
  reason TEXT NOT NULL,
  location BIGINT NOT NULL,
  reversed_by TEXT,
  CONSTRAINT pk_short PRIMARY KEY (id),
  CONSTRAINT ck_short_missing_m CHECK (missing_m > 0),
  CONSTRAINT ck_short_not_negative CHECK (found_m >= 0),
  CONSTRAINT uq_short_event UNIQUE (event),
  CONSTRAINT fk_short_event FOREIGN KEY(event) REFERENCES event (id),
  CONSTRAINT fk_short_line FOREIGN KEY(line) REFERENCES line (id),
  CONSTRAINT fk_short_location FOREIGN KEY(location) REFERENCES location (id)
)

CREATE INDEX ix_short_line ON short (line)

CREATE TABLE case_event (
  id INTEGER NOT NULL,
  "case" BIGINT NOT NULL,
  kind TEXT NOT NULL,
  at BIGINT NOT NULL,
  person BIGINT,
  event TEXT,
  facts TEXT,
  CONSTRAINT pk_case_event PRIMARY KEY (id),
  CONSTRAINT fk_case_event_case FOREIGN KEY("case") REFERENCES "case" (id),
  CONSTRAINT fk_case_event_person FOREIGN KEY(person) REFERENCES person (id)
)

CREATE INDEX ix_case_event_case ON case_event ("case")

CREATE TABLE evidence (
  id INTEGER NOT NULL,
  "case" BIGINT,
  sha256 TEXT NOT NULL,
  mime TEXT NOT NULL,
  size BIGINT NOT NULL,
  at BIGINT NOT NULL,
  person BIGINT,
  CONSTRAINT pk_evidence PRIMARY KEY (id),
  CONSTRAINT fk_evidence_case FOREIGN KEY("case") REFERENCES "case" (id),
  CONSTRAINT uq_evidence_sha256 UNIQUE (sha256),
  CONSTRAINT fk_evidence_person FOREIGN KEY(person) REFERENCES person (id)
)

CREATE INDEX ix_evidence_case ON evidence ("case")

CREATE TABLE print_job (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  printer BIGINT NOT NULL,
  label BIGINT,
  state TEXT DEFAULT 'queued' NOT NULL,
  attempts BIGINT DEFAULT '0' NOT NULL,
  queued_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  error TEXT,
  CONSTRAINT pk_print_job PRIMARY KEY (id),
  CONSTRAINT ck_print_job_state CHECK (state IN ('queued', 'sent', 'confirmed', 'unknown', 'void')),
  CONSTRAINT ck_print_job_not_negative CHECK (attempts >= 0),
  CONSTRAINT fk_print_job_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_print_job_printer FOREIGN KEY(printer) REFERENCES printer (id),
  CONSTRAINT fk_print_job_label FOREIGN KEY(label) REFERENCES label (id)
)

CREATE INDEX ix_print_job_printer ON print_job (printer)

CREATE TRIGGER event_no_update BEFORE UPDATE ON event
WHEN NOT (OLD.mac IS NULL AND NEW.mac IS NOT NULL AND
    NEW."seq" IS OLD."seq" AND
    NEW."id" IS OLD."id" AND
    NEW."v" IS OLD."v" AND
    NEW."kind" IS OLD."kind" AND
    NEW."device" IS OLD."device" AND
    NEW."device_seq" IS OLD."device_seq" AND
    NEW."person" IS OLD."person" AND
    NEW."session" IS OLD."session" AND
    NEW."epoch" IS OLD."epoch" AND
    NEW."wave" IS OLD."wave" AND
    NEW."transfer" IS OLD."transfer" AND
    NEW."line" IS OLD."line" AND
    NEW."case" IS OLD."case" AND
    NEW."raw" IS OLD."raw" AND
    NEW."content_sha" IS OLD."content_sha" AND
    NEW."device_at" IS OLD."device_at" AND
    NEW."received_at" IS OLD."received_at" AND
    NEW."verdict" IS OLD."verdict" AND
    NEW."key" IS OLD."key" AND
    NEW."flags" IS OLD."flags")
BEGIN
  SELECT RAISE(ABORT, 'event is insert-only');
END

CREATE TRIGGER event_no_delete BEFORE DELETE ON event
BEGIN
  SELECT RAISE(ABORT, 'event is insert-only');
END

CREATE TRIGGER event_no_replace BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM event WHERE seq = NEW.seq OR id = NEW.id)
  OR EXISTS (SELECT 1 FROM event WHERE device = NEW.device AND device_seq = NEW.device_seq)
BEGIN
  SELECT RAISE(ABORT, 'event is insert-only: this id or number is taken');
END
