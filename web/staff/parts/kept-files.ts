import { useEffect, useState } from 'react';

/** Files this device keeps until the server has them, each under whose it is: they outlive the page. */
const kind = 'files';

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('dondoc-chua-gui', 1);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(kind));
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('No room to keep files')));
  });
}

async function inStore<Answer>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<Answer>,
): Promise<Answer> {
  const db = await opened();
  try {
    return await new Promise<Answer>((resolve, reject) => {
      const request = act(db.transaction(kind, mode).objectStore(kind));
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error ?? new Error('Not kept')));
    });
  } finally {
    db.close();
  }
}

const changed = new EventTarget();
const tell = () => changed.dispatchEvent(new Event('changed'));
const under = (whose: string): IDBKeyRange => IDBKeyRange.bound([whose], [whose, []]);

/** Whether it is kept: a device without room, or a private window, may refuse. */
export async function keepFile(whose: string, file: File): Promise<boolean> {
  return inStore('readwrite', (store) => store.put(file, [whose, file.name])).then(
    () => {
      tell();
      return true;
    },
    () => false,
  );
}

export const keptFiles = (whose: string): Promise<File[]> =>
  inStore<File[]>('readonly', (store) => store.getAll(under(whose)));

/** It has arrived, or nobody wants it any more. A device that keeps nothing has nothing to drop. */
export async function dropFile(whose: string, name: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete([whose, name])).then(tell, () => undefined);
}

/** Nobody wants any of them any more. */
export async function dropFiles(whose: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(under(whose))).then(tell, () => undefined);
}

/** How many files of its own this device still has to send. */
export function useKeptFiles(whose: string): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const read = () =>
      void keptFiles(whose).then(
        (files) => setCount(files.length),
        () => setCount(0),
      );
    read();
    changed.addEventListener('changed', read);
    return () => changed.removeEventListener('changed', read);
  }, [whose]);
  return count;
}
