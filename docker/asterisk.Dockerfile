# Asterisk 22 as Debian forky packages it, with the hotline's configuration rendered from dialplan/ at the start.
FROM debian:forky
RUN apt-get update \
 && apt-get install -y --no-install-recommends asterisk asterisk-core-sounds-en-gsm nodejs npm ca-certificates \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY src/config.ts src/config.ts
COPY src/contract src/contract
COPY src/platform/asterisk/server-list.ts src/platform/asterisk/server-list.ts
COPY src/launcher src/launcher
COPY dialplan dialplan
ENV DATA_DIR=/data
CMD ["sh", "-c", "node_modules/.bin/node src/launcher/render-asterisk.ts && exec asterisk -f -n -C /data/asterisk/etc/asterisk.conf"]
