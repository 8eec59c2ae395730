# syntax=docker/dockerfile:1
# One image for the API and every kind of worker; what it is follows from its command and environment.
# glibc: the core of Temporal's SDK is not built for musl.

FROM node:22.20.0-bookworm-slim AS made
WORKDIR /app
COPY package.json package-lock.json ./
COPY .ci ./.ci
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && rm -rf dist/test dist/bench

FROM node:22.20.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts \
 && cd node_modules/@temporalio/core-bridge/releases \
 && find . -mindepth 1 -maxdepth 1 ! -name "$(uname -m)-unknown-linux-gnu" -exec rm -rf {} + \
 && test -n "$(ls)"

FROM node:22.20.0-bookworm-slim
ENV NODE_ENV=production TZ=UTC HOST=0.0.0.0 PORT=8080
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=made /app/dist ./dist
COPY package.json LICENSE ./
# the workflows as one script, made once for all workers; and the faces that papers are printed with
RUN node -e "import('./dist/worker/bundle.js').then(({ bundle }) => bundle())" \
 && test -d node_modules/@expo-google-fonts/tinos
USER node
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["node", "dist/local/alive.js"]
CMD ["node", "dist/api/main.js"]
