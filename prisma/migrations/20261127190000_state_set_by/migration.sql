-- The supervisor who set an agent's state; null when it was the agent himself.
ALTER TABLE agent_interval ADD COLUMN set_by UUID;
ALTER TABLE agent_interval ADD CONSTRAINT agent_interval_set_by_fkey FOREIGN KEY (set_by) REFERENCES person (id) ON DELETE SET NULL ON UPDATE CASCADE;
