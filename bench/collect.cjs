const { BroadcastChannel, isMainThread } = require('node:worker_threads');

// Loaded into every thread of the measured worker: the one that runs processes collects its garbage when asked,
// and says how much is left.
const runsProcesses = () => Object.keys(require.cache).some((file) => file.includes('workflow-worker-thread'));

if (!isMainThread) {
  const collect = new BroadcastChannel('collect');
  const left = new BroadcastChannel('left');
  collect.unref();
  left.unref();
  collect.addEventListener('message', () => {
    if (!runsProcesses()) return;
    for (let i = 0; i < 3; i++) globalThis.gc();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- between threads, which have no origin
    left.postMessage(process.memoryUsage());
  });
}
