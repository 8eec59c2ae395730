import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Link, redirect } from '@tanstack/react-router';
import { scheduleSearch, unitsSearch } from './plan/searches.ts';
import { enterSearch, newPaperSearch, papersSearch, registerSearch } from './papers/searches.ts';
import {
  appointmentsSearch,
  auditSearch,
  legalDocumentsSearch,
  peopleSearch,
  successionSearch,
  unitListSearch,
  practiceSearch,
  yearSearch,
} from './office/addresses.ts';
import {
  boardSearch,
  figuresSearch,
  foretoldSearch,
  lettersSearch,
  roundsSearch,
  weekSearch,
} from './rounds/addresses.ts';
import { itemSearch } from './items/item-search.ts';
import { proposalSearch, sampleSearch } from './items/searches.ts';
import { ownVisitsSearch, roomSearch } from './inspections/searches.ts';
import { rankingSearch } from './scores/ranking-search.ts';
import { overviewSearch } from './leader/addresses.ts';
import { foundUnitsSearch } from './units/addresses.ts';
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

const planFrame = createRoute({
  getParentRoute: () => root,
  path: '/dot/$round/ke-hoach',
  component: lazyRouteComponent(() => import('./plan/plan-frame.tsx'), 'PlanFrame'),
});

const planSteps = planFrame.addChildren([
  createRoute({
    getParentRoute: () => planFrame,
    path: '/',
    beforeLoad: ({ params }) => {
      // oxlint-disable-next-line typescript/only-throw-error -- so the router is told to go elsewhere
      throw redirect({ to: '/dot/$round/ke-hoach/can-cu', params, replace: true });
    },
  }),
  createRoute({
    getParentRoute: () => planFrame,
    path: '/can-cu',
    component: lazyRouteComponent(() => import('./plan/bases-step.tsx'), 'BasesStep'),
  }),
  createRoute({
    getParentRoute: () => planFrame,
    path: '/don-vi',
    validateSearch: unitsSearch,
    component: lazyRouteComponent(() => import('./plan/units-step.tsx'), 'UnitsStep'),
  }),
  createRoute({
    getParentRoute: () => planFrame,
    path: '/noi-dung',
    component: lazyRouteComponent(() => import('./plan/outline-step.tsx'), 'OutlineStep'),
  }),
  createRoute({
    getParentRoute: () => planFrame,
    path: '/doan-va-lich',
    validateSearch: scheduleSearch,
    component: lazyRouteComponent(() => import('./plan/schedule-step.tsx'), 'ScheduleStep'),
  }),
  createRoute({
    getParentRoute: () => planFrame,
    path: '/lich-nhac',
    component: lazyRouteComponent(() => import('./plan/ladders-step.tsx'), 'LaddersStep'),
  }),
  createRoute({
    getParentRoute: () => planFrame,
    path: '/chay-thu',
    component: lazyRouteComponent(() => import('./plan/rehearsal-step.tsx'), 'RehearsalStep'),
  }),
  createRoute({
    getParentRoute: () => planFrame,
    path: '/trinh-duyet',
    component: lazyRouteComponent(() => import('./plan/submit-step.tsx'), 'SubmitStep'),
  }),
]);

const inspection = createRoute({
  getParentRoute: () => root,
  path: '/kiem-tra/$inspection',
  validateSearch: roomSearch,
  component: lazyRouteComponent(() => import('./inspections/inspection.tsx'), 'InspectionPage'),
});

const routes = root.addChildren([
  createRoute({
    getParentRoute: () => root,
    path: '/tinh-hinh',
    validateSearch: overviewSearch,
    component: lazyRouteComponent(() => import('./leader/overview.tsx'), 'OverviewPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/don-vi',
    validateSearch: foundUnitsSearch,
    component: lazyRouteComponent(() => import('./units/units.tsx'), 'UnitsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/don-vi/$unit',
    component: lazyRouteComponent(() => import('./units/unit.tsx'), 'UnitPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quan-tri',
    component: lazyRouteComponent(() => import('./office/index.tsx'), 'OfficeIndexPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quan-tri/don-vi',
    validateSearch: unitListSearch,
    component: lazyRouteComponent(() => import('./office/units.tsx'), 'UnitsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quan-tri/don-vi/nhap',
    component: lazyRouteComponent(() => import('./office/unit-import.tsx'), 'UnitImportPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quan-tri/don-vi/ban-giao',
    validateSearch: successionSearch,
    component: lazyRouteComponent(() => import('./office/succession.tsx'), 'SuccessionPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quan-tri/don-vi/$unit',
    component: lazyRouteComponent(() => import('./office/unit.tsx'), 'UnitPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quan-tri/nguoi',
    validateSearch: peopleSearch,
    component: lazyRouteComponent(() => import('./office/people.tsx'), 'PeoplePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quan-tri/nguoi/$person',
    component: lazyRouteComponent(() => import('./office/person.tsx'), 'PersonPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quan-tri/phan-cong',
    validateSearch: appointmentsSearch,
    component: lazyRouteComponent(() => import('./office/appointments.tsx'), 'AppointmentsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quan-tri/nhom',
    component: lazyRouteComponent(() => import('./office/groups.tsx'), 'GroupsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quan-tri/van-ban-phap-luat',
    validateSearch: legalDocumentsSearch,
    component: lazyRouteComponent(() => import('./office/legal-documents.tsx'), 'LegalDocumentsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quan-tri/de-cuong',
    component: lazyRouteComponent(() => import('./office/outlines.tsx'), 'OutlinesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quan-tri/de-cuong/$outline',
    component: lazyRouteComponent(() => import('./office/outline.tsx'), 'OutlinePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quan-tri/lich-nhac',
    validateSearch: practiceSearch,
    component: lazyRouteComponent(() => import('./office/ladders.tsx'), 'LaddersPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quan-tri/lich-nhac/sua',
    component: lazyRouteComponent(() => import('./office/ladders-entry.tsx'), 'LaddersEntryPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quan-tri/lich',
    component: lazyRouteComponent(() => import('./office/calendars.tsx'), 'CalendarsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quan-tri/lich/$year',
    validateSearch: yearSearch,
    component: lazyRouteComponent(() => import('./office/calendar-year.tsx'), 'CalendarYearPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quan-tri/lich/$year/nhap',
    component: lazyRouteComponent(() => import('./office/calendar-entry.tsx'), 'CalendarEntryPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quan-tri/co-quan',
    component: lazyRouteComponent(() => import('./office/agency.tsx'), 'AgencyPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quan-tri/so',
    component: lazyRouteComponent(() => import('./office/registers.tsx'), 'RegistersPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quan-tri/thu',
    component: lazyRouteComponent(() => import('./office/mail.tsx'), 'MailPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quan-tri/ma-truy-cap',
    component: lazyRouteComponent(() => import('./office/tokens.tsx'), 'TokensPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quan-tri/nhat-ky',
    validateSearch: auditSearch,
    component: lazyRouteComponent(() => import('./office/audit.tsx'), 'AuditPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quan-tri/suc-khoe',
    component: lazyRouteComponent(() => import('./office/health.tsx'), 'HealthPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/tai-khoan',
    component: lazyRouteComponent(() => import('./office/my-account.tsx'), 'MyAccountPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/viec-cua-toi',
    validateSearch: ({ dot }: Record<string, unknown>): { dot?: string } =>
      typeof dot === 'string' && dot !== '' ? { dot } : {},
    component: lazyRouteComponent(() => import('./work/my-work.tsx'), 'MyWorkPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/van-ban',
    validateSearch: papersSearch,
    component: lazyRouteComponent(() => import('./papers/papers.tsx'), 'PapersPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/van-ban/so',
    validateSearch: registerSearch,
    component: lazyRouteComponent(() => import('./papers/register.tsx'), 'RegisterPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/van-ban/moi',
    validateSearch: newPaperSearch,
    component: lazyRouteComponent(() => import('./papers/new-paper.tsx'), 'NewPaperPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/van-ban/nhap',
    validateSearch: enterSearch,
    component: lazyRouteComponent(() => import('./papers/enter-paper.tsx'), 'EnterPaperPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/van-ban/$paper',
    component: lazyRouteComponent(() => import('./papers/paper.tsx'), 'PaperPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/dot',
    validateSearch: roundsSearch,
    component: lazyRouteComponent(() => import('./rounds/rounds.tsx'), 'RoundsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/dot/moi',
    component: lazyRouteComponent(() => import('./plan/new-plan.tsx'), 'NewPlanPage'),
  }),
  planSteps,
  createRoute({
    getParentRoute: () => root,
    path: '/kiem-tra/$inspection/cham-diem',
    component: lazyRouteComponent(() => import('./scores/score-sheet.tsx'), 'ScoreSheetPage'),
  }),
  round.addChildren([
    createRoute({
      getParentRoute: () => round,
      path: 'xep-hang',
      validateSearch: rankingSearch,
      component: lazyRouteComponent(() => import('./scores/ranking.tsx'), 'RankingPage'),
    }),
    createRoute({
      getParentRoute: () => round,
      path: '/',
      validateSearch: boardSearch,
      component: lazyRouteComponent(() => import('./rounds/board.tsx'), 'RoundBoardPage'),
    }),
    createRoute({
      getParentRoute: () => round,
      path: '/lich',
      validateSearch: weekSearch,
      component: lazyRouteComponent(() => import('./rounds/schedule.tsx'), 'SchedulePage'),
    }),
    createRoute({
      getParentRoute: () => round,
      path: '/thu',
      validateSearch: lettersSearch,
      component: lazyRouteComponent(() => import('./rounds/letters.tsx'), 'LettersPage'),
    }),
    createRoute({
      getParentRoute: () => round,
      path: '/van-ban',
      component: lazyRouteComponent(() => import('./rounds/round-papers.tsx'), 'RoundPapersPage'),
    }),
    createRoute({
      getParentRoute: () => round,
      path: '/don-doc',
      component: lazyRouteComponent(() => import('./rounds/official-letter.tsx'), 'OfficialLetterPage'),
    }),
    createRoute({
      getParentRoute: () => round,
      path: '/so-lieu',
      validateSearch: figuresSearch,
      component: lazyRouteComponent(() => import('./rounds/round-figures.tsx'), 'RoundFiguresPage'),
    }),
    createRoute({
      getParentRoute: () => round,
      path: '/chay-thu',
      validateSearch: foretoldSearch,
      component: lazyRouteComponent(() => import('./rounds/foretold.tsx'), 'ForetoldPage'),
    }),
    createRoute({
      getParentRoute: () => round,
      path: '/nhat-ky',
      component: lazyRouteComponent(() => import('./rounds/round-log.tsx'), 'RoundLogPage'),
    }),
    createRoute({
      getParentRoute: () => round,
      path: '/them',
      component: lazyRouteComponent(() => import('./rounds/added.tsx'), 'AddInspectionPage'),
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
  createRoute({
    getParentRoute: () => root,
    path: '/kiem-tra',
    validateSearch: ownVisitsSearch,
    component: lazyRouteComponent(() => import('./inspections/own-visits.tsx'), 'OwnVisitsPage'),
  }),
  // the room stays while one goes from part to part of it
  inspection.addChildren([createRoute({ getParentRoute: () => inspection, path: '$tab' })]),
]);

export const router = createRouter({ routeTree: routes, defaultPreload: false, scrollRestoration: true });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
