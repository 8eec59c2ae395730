import type { ThemeConfig } from 'antd';

/** One accent, one warning, one danger, neutral greys: the colours of the units' pages, all AA on their grounds. */
export const colours = {
  ink: '#1c2733',
  soft: '#51606f',
  line: '#cfd7df',
  ground: '#f4f6f8',
  accent: '#0b4f8a',
  warn: '#7a4700',
  danger: '#9c1c1c',
  done: '#1d5f3a',
};

export const theme: ThemeConfig = {
  token: {
    colorPrimary: colours.accent,
    colorLink: colours.accent,
    colorText: colours.ink,
    colorTextSecondary: colours.soft,
    colorTextDescription: colours.soft,
    colorTextPlaceholder: '#66727f',
    colorBorder: '#7d8a97',
    colorBorderSecondary: colours.line,
    colorBgLayout: colours.ground,
    colorWarning: colours.warn,
    colorError: colours.danger,
    colorSuccess: colours.done,
    // the grounds antd reckons from dark colours are mud
    colorWarningBg: '#fdf3e1',
    colorWarningBorder: '#d9b27a',
    colorErrorBg: '#fbecec',
    colorErrorBorder: '#d99a9a',
    colorInfoBg: '#e8f1f9',
    colorInfoBorder: '#9dc0de',
    colorSuccessBg: '#e9f4ee',
    colorSuccessBorder: '#9cc7ae',
    fontFamily: '"Be Vietnam Pro", system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif',
    fontSize: 15,
    controlHeight: 38,
    borderRadius: 6,
    motion: false,
  },
};
