/**
 * How a router is described. Beside `export const papers = (deps: Deps): Router` each router file exports its paths:
 *
 *   export const paperPaths: Paths = {
 *     '/api/papers/{id}': { get: describe({ summary: 'Một văn bản', operation: 'read-paper', path: z.object({ id }), answers: paperSchema }) },
 *     '/api/papers/{id}/submit': {
 *       post: describe({ summary: 'Trình văn bản', operation: 'submit-paper', command: true, body: submission, answers: paperSchema, refusals: ['paper-incomplete'] }),
 *     },
 *   };
 *
 * and `routerPaths` below lists it. Routers declare whole nouns (`router.post('/papers/:id/submit', …)`) and are mounted
 * at `/api`. A test compares the paths with the routes of the app, so none is forgotten.
 */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Router } from 'express';
import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { Refusal, refusals, sentenceOf } from '../domain/refusal.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import { rights } from '../domain/rights.ts';
import type { Operation } from '../domain/rights.ts';
import { statusOf } from './problem.ts';

export type Paths = ZodOpenApiPathsObject;

export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'Ổn định: `/problems/<mã>`', example: '/problems/not-signed-in' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'Một câu tiếng Việt nói cần làm gì' }),
    errors: z.array(z.object({ at: z.string(), sentence: z.string() })).optional(),
    requestId: z.string(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' });

export interface Described {
  /** One Vietnamese phrase. */
  summary: string;
  description?: string;
  /** The right it asks for; without one, `open` says that anybody may, else being signed in is enough. */
  operation?: Operation;
  open?: true;
  path?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Other than JSON: `text/csv`, `multipart/form-data`. */
  bodyType?: string;
  /** Takes an Idempotency-Key. */
  command?: true;
  /** Written over a version: takes If-Match, or `base` in its body. */
  overBase?: true;
  /** 200 unless said; 204 without `answers`. */
  status?: number;
  answers?: z.ZodType;
  /** Other than JSON: `application/pdf`. */
  answerType?: string;
  /** Beyond those that follow from the rest. */
  refusals?: readonly RefusalCode[];
}

/** One operation of the contract. */
export function describe(op: Described): ZodOpenApiOperationObject {
  const may = op.operation === undefined ? undefined : rights[op.operation];
  return {
    summary: op.summary,
    // for programs: the right it asks for, as in the table of rights
    ...(op.operation ? { 'x-right': op.operation } : {}),
    description: [op.description, may && `Vai trò: ${may.join(', ')}.`].filter(Boolean).join('\n\n') || op.summary,
    ...(op.open ? { security: [] } : {}),
    requestParams: {
      ...(op.path ? { path: op.path } : {}),
      ...(op.query ? { query: op.query } : {}),
      ...(op.command || op.overBase
        ? { header: z.object({ ...(op.command ? keyHeader : {}), ...(op.overBase ? baseHeader : {}) }) }
        : {}),
    },
    ...(op.body
      ? { requestBody: { required: true, content: { [op.bodyType ?? 'application/json']: { schema: op.body } } } }
      : {}),
    responses: {
      [String(op.status ?? (op.answers || op.answerType ? 200 : 204))]: {
        description: op.summary,
        ...(op.answers || op.answerType
          ? {
              content: {
                [op.answerType ?? 'application/json']: { schema: op.answers ?? z.string().meta({ format: 'binary' }) },
              },
            }
          : {}),
      },
      ...problems(impliedBy(op)),
    },
  };
}

const keyHeader = {
  'Idempotency-Key': z.string().min(1).max(200).meta({ description: 'Gửi lại cùng mã thì chỉ được tính một lần' }),
};
const baseHeader = {
  'If-Match': z.string().optional().meta({ description: 'Phiên bản đang sửa, thay cho trường `base`', example: '"3"' }),
};

const impliedBy = (op: Described): RefusalCode[] => [
  ...(op.open ? [] : (['not-signed-in'] as const)),
  ...(op.operation ? (['not-allowed'] as const) : []),
  ...(op.path ? (['not-found'] as const) : []),
  ...(op.command ? (['key-missing', 'key-reused'] as const) : []),
  ...(op.overBase ? (['base-missing', 'stale-draft'] as const) : []),
  ...(op.body || op.query ? (['invalid-body'] as const) : []),
  ...(op.body ? (['body-malformed', 'body-too-large'] as const) : []),
  ...(op.refusals ?? []),
  'unavailable',
];

function problems(codes: RefusalCode[]): ZodOpenApiOperationObject['responses'] {
  const answers: ZodOpenApiOperationObject['responses'] = {};
  for (const status of new Set(codes.map(statusOf))) {
    const which = [...new Set(codes)].filter((code) => statusOf(code) === status);
    answers[`${status}` as '400'] = {
      description: which.map((code) => `\`${code}\`: ${refusals[code]}`).join('\n\n'),
      content: { 'application/problem+json': { schema: problemSchema } },
    };
  }
  return answers;
}

/** Under which heading a noun of the addresses is read; others stand under their own name. */
const headings: Partial<Record<string, string>> = {
  health: 'Hệ thống',
  ready: 'Hệ thống',
  metrics: 'Hệ thống',
  'openapi.json': 'Hệ thống',
  docs: 'Hệ thống',
  setup: 'Đăng nhập',
  sessions: 'Đăng nhập',
  me: 'Đăng nhập',
  tokens: 'Đăng nhập',
  people: 'Người và vai trò',
  appointments: 'Người và vai trò',
  'hand-overs': 'Người và vai trò',
  office: 'Cơ quan',
  units: 'Đơn vị',
  successions: 'Đơn vị',
  groups: 'Nhóm đơn vị',
  'legal-documents': 'Văn bản pháp luật',
  outlines: 'Đề cương',
  calendars: 'Lịch và thời hạn',
  reckon: 'Lịch và thời hạn',
  practices: 'Lịch và thời hạn',
  campaigns: 'Đợt kiểm tra',
  inspections: 'Cuộc kiểm tra',
  items: 'Nội dung khắc phục',
  proposals: 'Kiến nghị',
  files: 'Tài liệu kiểm chứng',
  papers: 'Văn bản',
  register: 'Văn bản',
  letters: 'Thư',
  audit: 'Nhật ký',
  troubles: 'Hệ thống',
  renewals: 'Hệ thống',
  running: 'Hệ thống',
  mail: 'Hệ thống',
  search: 'Tìm',
  overview: 'Tình hình',
};

const grouped = (paths: Paths): Paths =>
  Object.fromEntries(
    Object.entries(paths).map(([path, operations]) => {
      const noun = path.replace(/^\/api/, '').split('/')[1] ?? '';
      const tags = [headings[noun] ?? noun];
      return [
        path,
        Object.fromEntries(
          Object.entries(operations).map(([method, operation]) => [method, { ...(operation as object), tags }]),
        ),
      ];
    }),
  );

/** One address may be told of by several routers: what it answers to reading by one, to writing by another. */
function joined(paths: Paths[]): Paths {
  const all: Paths = {};
  for (const [path, methods] of paths.flatMap((some) => Object.entries(some))) all[path] = { ...all[path], ...methods };
  return all;
}

/** The whole contract. `paths` is what the routers export. */
export const contract = (paths: Paths[], publicUrl: string) =>
  createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Đôn Đốc',
        version: '0.1.0',
        description:
          'Kiểm tra cải cách hành chính: lập đợt, báo cáo, văn bản, theo dõi khắc phục.\n\n' +
          'Ngày viết `yyyy-mm-dd` theo giờ Việt Nam, thời điểm theo ISO 8601 UTC. Lệnh gửi kèm `Idempotency-Key`: gửi lại cùng mã là vô hại. ' +
          `Lỗi theo RFC 9457; câu cho người dùng ở \`detail\`, ví dụ: “${sentenceOf('not-signed-in')}”`,
      },
      servers: [{ url: '/' }],
      security: [{ cookie: [] }, { token: [] }],
      components: {
        securitySchemes: {
          cookie: {
            type: 'apiKey',
            in: 'cookie',
            name: publicUrl.startsWith('https:') ? '__Host-dondoc' : 'dondoc',
            description: '`POST /api/sessions`',
          },
          token: {
            type: 'http',
            scheme: 'bearer',
            description: 'Mã do người quản trị cấp, có vai trò và ngày hết hạn',
          },
        },
      },
      paths: grouped(joined(paths)),
    },
    // What the domain alone knows the shape of is an object here.
    { allowEmptySchema: { custom: true } },
  );

const dist = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const readersFiles = ['swagger-ui.css', 'swagger-ui-bundle.js'];

const docsPage = `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Đôn Đốc – giao diện lập trình</title><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="swagger-ui"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body></html>`;
const startScript = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#swagger-ui', deepLinking: true, defaultModelsExpandDepth: 0 });`;
/** The one page with scripts, all of them ours; Swagger UI puts its own drawings in as data. */
const docsPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/** `/api/openapi.json`, and the same readable at `/api/docs`. */
export function openapi(document: () => ReturnType<typeof contract>): Router {
  const router = Router();
  let made: string | undefined;
  router.get('/openapi.json', (_req, res) => {
    res.type('application/json').send((made ??= JSON.stringify(document())));
  });
  router.get('/docs', (_req, res) => {
    res.setHeader('Content-Security-Policy', docsPolicy);
    res.type('html').send(docsPage);
  });
  router.get('/docs/start.js', (_req, res) => {
    res.type('text/javascript').send(startScript);
  });
  router.get('/docs/:file', (req, res) => {
    if (!readersFiles.includes(req.params.file)) throw new Refusal('not-found');
    res.sendFile(req.params.file, { root: dist, maxAge: '1h', cacheControl: true });
  });
  return router;
}

export const openapiPaths: Paths = {
  '/api/openapi.json': {
    get: describe({ summary: 'Mô tả OpenAPI 3.1 của giao diện này', open: true, answers: z.looseObject({}) }),
  },
  '/api/docs': { get: describe({ summary: 'Cùng mô tả, để đọc', open: true, answerType: 'text/html' }) },
};
