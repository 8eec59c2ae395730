import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Link } from '@tanstack/react-router';
import { boardSearch, roundsSearch } from './rounds/addresses.ts';
import { itemSearch } from './items/item-search.ts';
import { proposalSearch, sampleSearch } from './items/searches.ts';
import { Shell } from './shell.tsx';
import { Failed } from './parts/states.tsx';

const root = createRootRoute({
  component: Shell,
  errorComponent: ({ error }) => <Failed error={error} />,
  notFoundComponent: () => (
    <>
      <h1>Không có trang này</h1>
      <p>
        Đường dẫn có thể đã cũ. Về <Link to="/viec-cua-toi">Việc của tôi</Link>.
      </p>
    </>
  ),
});

const round = createRoute({
  getParentRoute: () => root,
  path: '/dot/$round',
  component: lazyRouteComponent(() => import('./rounds/round.tsx'), 'RoundPage'),
});

const routes = root.addChildren([
  createRoute({
    getParentRoute: () => root,
    path: '/viec-cua-toi',
    validateSearch: ({ dot }: Record<string, unknown>): { dot?: string } =>
      typeof dot === 'string' && dot !== '' ? { dot } : {},
    component: lazyRouteComponent(() => import('./work/my-work.tsx'), 'MyWorkPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/dot',
    validateSearch: roundsSearch,
    component: lazyRouteComponent(() => import('./rounds/rounds.tsx'), 'RoundsPage'),
  }),
  round.addChildren([
    createRoute({
      getParentRoute: () => round,
      path: '/',
      validateSearch: boardSearch,
      component: lazyRouteComponent(() => import('./rounds/board.tsx'), 'RoundBoardPage'),
    }),
  ]),
  createRoute({
    getParentRoute: () => root,
    path: '/theo-doi',
    validateSearch: itemSearch,
    component: lazyRouteComponent(() => import('./items/items.tsx'), 'ItemsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/theo-doi/kien-nghi',
    validateSearch: proposalSearch,
    component: lazyRouteComponent(() => import('./items/proposals.tsx'), 'ProposalsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/theo-doi/kien-nghi/$proposal',
    component: lazyRouteComponent(() => import('./items/proposal.tsx'), 'ProposalPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/theo-doi/lay-mau',
    validateSearch: sampleSearch,
    component: lazyRouteComponent(() => import('./items/sample.tsx'), 'SamplePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/viec/$item',
    component: lazyRouteComponent(() => import('./items/item.tsx'), 'ItemPage'),
  }),
]);

export const router = createRouter({ routeTree: routes, defaultPreload: false, scrollRestoration: true });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
