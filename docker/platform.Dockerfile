# The platform: migrates the database, then serves; run under Node 24 from the npm package.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node setup/prisma.mjs generate && npm run build:ui

FROM node:24-bookworm-slim
# Recordings are compressed by its encoder.
RUN apt-get update \
 && apt-get install -y --no-install-recommends opus-tools \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app /app
RUN mkdir -p /data && chown node:node /data
USER node
ENV NODE_ENV=production DATA_DIR=/data
HEALTHCHECK --interval=10s --timeout=3s CMD ["node", "-e", "fetch((process.env.TLS_CERT?'https':'http')+'://localhost:8080/health/live').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["sh", "-c", "node setup/prisma.mjs migrate deploy && node prisma/seed.ts && exec node --heap-growing-percent=50 --min-semi-space-size=8 --max-semi-space-size=8 src/main.ts"]
