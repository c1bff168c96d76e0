-- A day's figures ask what all agents did in a span of time.
CREATE INDEX "agent_interval_started_at_idx" ON "agent_interval"("started_at");
