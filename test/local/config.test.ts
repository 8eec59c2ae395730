import { expect, test } from '@jest/globals';
import { readConfig, readMachineConfig, WrongConfig } from '../../config.ts';

const right = {
  MONGODB_URI: 'mongodb://a,b:27018/dondoc?replicaSet=r',
  TEMPORAL_ADDRESS: 'temporal:7233',
  SMTP_URL: 'smtp://relay:587',
  MAIL_FROM: 'Đôn Đốc <dondoc@tinh.gov.vn>',
  PUBLIC_URL: 'https://dondoc.tinh.gov.vn/',
  LINK_SECRET: 'x'.repeat(32),
};

const linesOf = (env: NodeJS.ProcessEnv): string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof WrongConfig) return error.lines;
    throw error;
  }
};

test('the settings of a container, with defaults', () => {
  expect(readConfig({ ...right, PORT: '9000', OPERATOR_MAIL: '' })).toEqual({
    mongodbUri: right.MONGODB_URI,
    temporalAddress: 'temporal:7233',
    temporalNamespace: 'default',
    smtpUrl: 'smtp://relay:587',
    mailFrom: right.MAIL_FROM,
    publicUrl: 'https://dondoc.tinh.gov.vn',
    host: '127.0.0.1',
    port: 9000,
    trustProxy: 0,
    linkSecret: right.LINK_SECRET,
    workQueues: ['process', 'papers', 'mail'],
    logLevel: 'info',
    dataDir: 'data',
  });
});

test.each([
  ['MONGODB_URI', 'localhost', 'MONGODB_URI: phải có dạng mongodb://máy:27017/dondoc?replicaSet=tên'],
  ['MONGODB_URI', '', 'MONGODB_URI: thiếu; cần dạng mongodb://máy:27017/dondoc?replicaSet=tên'],
  ['TEMPORAL_ADDRESS', 'http://temporal', 'TEMPORAL_ADDRESS: phải có dạng máy:7233'],
  ['SMTP_URL', 'http://relay', 'SMTP_URL: phải có dạng smtp://người-dùng:mật-khẩu@máy:587'],
  ['MAIL_FROM', 'Đôn Đốc', 'MAIL_FROM: phải có dạng Đôn Đốc <dondoc@tinh.gov.vn>'],
  ['PUBLIC_URL', 'dondoc.vn', 'PUBLIC_URL: phải có dạng https://dondoc.tinh.gov.vn'],
  ['PORT', 'tám nghìn', 'PORT: phải là số nguyên từ 1 đến 65535'],
  ['PORT', '70000', 'PORT: phải là số nguyên từ 1 đến 65535'],
  ['LINK_SECRET', 'ngắn', 'LINK_SECRET: phải dài từ 32 ký tự'],
  ['WORK_QUEUES', 'process,letters', 'WORK_QUEUES: chỉ gồm process, papers, mail, cách nhau dấu phẩy'],
  ['LOG_LEVEL', 'loud', 'LOG_LEVEL: phải là một trong fatal, error, warn, info, debug, trace, silent'],
])('%s=%s is one line', (name, value, line) => {
  expect(linesOf({ ...right, [name]: value })).toEqual([line]);
});

test('every wrong variable has its line', () => {
  expect(
    linesOf({ ...right, PORT: '0', MAIL_FROM: 'x', PUBLIC_URL: undefined }).map((line) => line.split(':')[0]),
  ).toEqual(['MAIL_FROM', 'PUBLIC_URL', 'PORT']);
});

test('a secret may come from a file', () => {
  const { LINK_SECRET, ...rest } = right;
  const env = { ...rest, LINK_SECRET_FILE: '/run/secrets/link' };
  expect(readConfig(env, () => `${LINK_SECRET}\n`).linkSecret).toBe(LINK_SECRET);
  expect(linesOf({ ...rest, LINK_SECRET_FILE: '/nowhere' })).toEqual([
    'LINK_SECRET_FILE: không đọc được /nowhere (ENOENT)',
  ]);
});

test('on one machine everything has a default', () => {
  expect(readMachineConfig({})).toMatchObject({ dataDir: 'data', host: '127.0.0.1' });
  expect(readMachineConfig({}).mongodbUri).toBeUndefined();
});

test('a worker may serve one queue', () => {
  expect(readConfig({ ...right, WORK_QUEUES: 'papers' }).workQueues).toEqual(['papers']);
});
