import { Client, Connection } from '@temporalio/client';
import { reconcile } from '../activities/index.ts';
import { configOrExit, readConfig } from '../config.ts';
import { openStore } from '../store/index.ts';

const config = configOrExit(readConfig);
const store = await openStore(config.mongodbUri);
const connection = await Connection.connect({ address: config.temporalAddress });
const temporal = new Client({ connection, namespace: config.temporalNamespace });

const { open, started, astray, posts } = await reconcile({ store, door: { temporal, queuePrefix: '' } });
console.log(`Việc đang mở: ${open}. Đã khởi động lại: ${started.length}. Hộp thư được gọi dậy: ${posts}.`);
for (const id of started) console.log(`  khởi động lại ${id}`);
for (const id of astray) console.log(`  đang chạy mà không còn việc mở: ${id}`);

await connection.close();
await store.close();
