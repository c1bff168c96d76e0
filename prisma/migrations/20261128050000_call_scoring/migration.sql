-- Quality scoring of recorded calls by a form: forms in versions, gradings that nobody changes afterwards, and the operator's one answer.
CREATE TABLE scoring_form (
  version INTEGER NOT NULL,
  content JSONB NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  saved_at TIMESTAMPTZ(3) NOT NULL,
  saved_by_id UUID,
  CONSTRAINT scoring_form_pkey PRIMARY KEY (version),
  CONSTRAINT scoring_form_saved_by_id_fkey FOREIGN KEY (saved_by_id) REFERENCES person (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT scoring_form_version CHECK (version > 0)
);
CREATE INDEX scoring_form_saved_by_id_idx ON scoring_form (saved_by_id);
CREATE TRIGGER scoring_form_append_only BEFORE UPDATE OR DELETE ON scoring_form
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER scoring_form_no_truncate BEFORE TRUNCATE ON scoring_form
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE call_score (
  id UUID NOT NULL,
  call_id UUID NOT NULL,
  -- Whose talk is scored: of a call that was passed on each operator has his own.
  agent_id UUID NOT NULL,
  scorer_id UUID NOT NULL,
  form_version INTEGER NOT NULL,
  answers JSONB NOT NULL,
  comment TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'draft',
  -- Per mille of what could be reached; null until it is graded.
  permille INTEGER,
  failed_critical BOOLEAN NOT NULL DEFAULT false,
  passed BOOLEAN,
  created_at TIMESTAMPTZ(3) NOT NULL,
  updated_at TIMESTAMPTZ(3) NOT NULL,
  graded_at TIMESTAMPTZ(3),
  -- The grading this one corrects; both are kept.
  replaces_id UUID,
  CONSTRAINT call_score_pkey PRIMARY KEY (id),
  CONSTRAINT call_score_same_talk UNIQUE (id, call_id, agent_id),
  CONSTRAINT call_score_of_agent UNIQUE (id, agent_id),
  CONSTRAINT call_score_call_id_fkey FOREIGN KEY (call_id) REFERENCES call (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT call_score_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES person (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT call_score_scorer_id_fkey FOREIGN KEY (scorer_id) REFERENCES person (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT call_score_form_version_fkey FOREIGN KEY (form_version) REFERENCES scoring_form (version) ON DELETE RESTRICT ON UPDATE CASCADE,
  -- A correction is of the same operator's talk in the same call.
  CONSTRAINT call_score_replaces_id_fkey FOREIGN KEY (replaces_id, call_id, agent_id) REFERENCES call_score (id, call_id, agent_id) ON DELETE RESTRICT,
  CONSTRAINT call_score_state CHECK (state IN ('draft', 'graded')),
  CONSTRAINT call_score_graded CHECK ((state = 'graded') = (graded_at IS NOT NULL) AND (state = 'graded') = (permille IS NOT NULL) AND (state = 'graded') = (passed IS NOT NULL)),
  CONSTRAINT call_score_permille CHECK (permille BETWEEN 0 AND 1000),
  CONSTRAINT call_score_critical CHECK (NOT failed_critical OR (permille = 0 AND NOT passed)),
  CONSTRAINT call_score_not_own CHECK (scorer_id <> agent_id),
  CONSTRAINT call_score_not_itself CHECK (replaces_id <> id)
);
-- One draft for each supervisor, one first grading of a talk, one correction of a grading: of two at once the second is refused.
CREATE UNIQUE INDEX call_score_one_draft ON call_score (call_id, agent_id, scorer_id) WHERE state = 'draft';
CREATE UNIQUE INDEX call_score_one_first ON call_score (call_id, agent_id) WHERE state = 'graded' AND replaces_id IS NULL;
CREATE UNIQUE INDEX call_score_one_correction ON call_score (replaces_id) WHERE state = 'graded';
CREATE INDEX call_score_agent_id_graded_at_idx ON call_score (agent_id, graded_at);
CREATE INDEX call_score_graded_at_idx ON call_score (graded_at);
CREATE INDEX call_score_created_at_idx ON call_score (created_at);
CREATE INDEX call_score_scorer_id_state_idx ON call_score (scorer_id, state);
CREATE INDEX call_score_replaces_id_idx ON call_score (replaces_id);

-- What is graded stays as it is, whoever asks.
CREATE FUNCTION refuse_graded_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'graded' THEN
    RAISE EXCEPTION 'a graded score is never changed: %', OLD.id;
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER call_score_graded_for_good BEFORE UPDATE OR DELETE ON call_score
  FOR EACH ROW EXECUTE FUNCTION refuse_graded_change();
CREATE TRIGGER call_score_no_truncate BEFORE TRUNCATE ON call_score
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- What a correction names must itself be graded.
CREATE FUNCTION refuse_correcting_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM call_score WHERE id = NEW.replaces_id AND state = 'graded') THEN
    RAISE EXCEPTION 'only a graded score can be corrected: %', NEW.replaces_id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER call_score_corrects_graded BEFORE INSERT OR UPDATE OF replaces_id ON call_score
  FOR EACH ROW EXECUTE FUNCTION refuse_correcting_draft();

-- The operator has seen it, and may say one thing about it.
CREATE TABLE call_score_reply (
  score_id UUID NOT NULL,
  agent_id UUID NOT NULL,
  text TEXT NOT NULL DEFAULT '',
  at TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT call_score_reply_pkey PRIMARY KEY (score_id),
  -- Only he whose talk it was.
  CONSTRAINT call_score_reply_score_id_fkey FOREIGN KEY (score_id, agent_id) REFERENCES call_score (id, agent_id) ON DELETE RESTRICT
);
CREATE TRIGGER call_score_reply_append_only BEFORE UPDATE OR DELETE ON call_score_reply
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER call_score_reply_no_truncate BEFORE TRUNCATE ON call_score_reply
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whose talks a call had is asked of the agents' time.
CREATE INDEX agent_interval_call_id_idx ON agent_interval (call_id) WHERE call_id IS NOT NULL;

-- What one starts with; supervisors and administrators write the versions after it.
INSERT INTO scoring_form (version, content, reason, saved_at) VALUES (1, '{"passPercent": 80, "sections": [{"id": "mo-dau", "title": "Mở đầu", "criteria": [{"id": "chao", "text": "Chào đúng câu, xưng tên", "help": "Nêu tên tổng đài 1022 và tên mình trong câu đầu.", "max": 5, "weight": 10, "critical": false, "mayBeNotApplicable": false}, {"id": "xac-minh", "text": "Hỏi và đọc lại họ tên, số điện thoại, địa chỉ", "help": "Đọc lại cho người gọi xác nhận.", "max": 5, "weight": 10, "critical": false, "mayBeNotApplicable": true}]}, {"id": "nghiep-vu", "title": "Nghiệp vụ", "criteria": [{"id": "lang-nghe", "text": "Lắng nghe, hỏi rõ nội dung và nơi xảy ra", "help": "Không ngắt lời; hỏi đủ việc gì, ở đâu, từ khi nào.", "max": 5, "weight": 20, "critical": false, "mayBeNotApplicable": false}, {"id": "tra-loi", "text": "Trả lời hoặc hướng dẫn đúng quy định", "help": "Đúng thẩm quyền, đúng thời hạn, không hứa thay đơn vị.", "max": 5, "weight": 20, "critical": false, "mayBeNotApplicable": true}, {"id": "ghi-phieu", "text": "Ghi phiếu đủ và đúng điều người gọi nói", "help": "So phiếu với bản ghi âm.", "max": 5, "weight": 15, "critical": false, "mayBeNotApplicable": true}]}, {"id": "thai-do", "title": "Thái độ", "criteria": [{"id": "giong-noi", "text": "Giọng nói rõ, tốc độ vừa, lời lẽ lịch sự", "help": "", "max": 5, "weight": 15, "critical": false, "mayBeNotApplicable": false}, {"id": "giu-may", "text": "Xin phép trước khi giữ máy, cảm ơn khi quay lại", "help": "Chọn Không áp dụng khi cuộc gọi không giữ máy.", "max": 5, "weight": 5, "critical": false, "mayBeNotApplicable": true}, {"id": "ket-thuc", "text": "Tóm tắt, nói bước tiếp theo và chào cuối cuộc", "help": "Báo mã theo dõi khi có.", "max": 5, "weight": 5, "critical": false, "mayBeNotApplicable": false}]}, {"id": "bat-buoc", "title": "Điều bắt buộc", "criteria": [{"id": "ton-trong", "text": "Không xúc phạm, không cáu gắt với người gọi", "help": "Vi phạm thì cả cuộc không đạt.", "max": 1, "weight": 1, "critical": true, "mayBeNotApplicable": false}, {"id": "bi-mat", "text": "Không để lộ thông tin của người khác", "help": "Vi phạm thì cả cuộc không đạt.", "max": 1, "weight": 1, "critical": true, "mayBeNotApplicable": false}]}]}', 'Biểu mẫu ban đầu', now());

-- Where petitions are late, by the unit whose turn it is: only those that go on.
CREATE INDEX assignment_going ON assignment (holder_unit_id, due_at) WHERE part = 'main' AND state IN ('running', 'paused', 'lapsed');
