import '@fontsource/be-vietnam-pro/vietnamese-400.css';
import '@fontsource/be-vietnam-pro/latin-400.css';
import '@fontsource/be-vietnam-pro/vietnamese-600.css';
import '@fontsource/be-vietnam-pro/latin-600.css';
import './staff.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App, ConfigProvider } from 'antd';
import vi from 'antd/locale/vi_VN';
import dayjs from 'dayjs';
import 'dayjs/locale/vi';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { isPassing, isProblem, sessionEnded } from './parts/ask.ts';
import { router } from './routes.tsx';
import { theme } from './theme.ts';

dayjs.locale('vi');

/** The server names this page's nonce in a meta of its own. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';

// Some components write a style of their own and take no nonce for it (locking the scroll, measuring a scroll bar).
const createElement = document.createElement.bind(document);
document.createElement = (name: string, options?: ElementCreationOptions): HTMLElement => {
  const element = createElement(name, options);
  if (name === 'style') element.nonce = nonce;
  return element;
};

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // what was refused is refused again; what nobody answered is worth another try
      retry: (times, error) => times < 2 && (!isProblem(error) || isPassing(error)),
      staleTime: 10_000,
    },
  },
});

// a session that ended while the page was open: who I am is asked again, and one signs in over the page
addEventListener(sessionEnded, () => void queries.invalidateQueries({ queryKey: ['me'] }));

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ConfigProvider locale={vi} theme={theme} csp={{ nonce }} wave={{ disabled: true }}>
      <App>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  </StrictMode>,
);
