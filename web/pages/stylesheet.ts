import { createHash } from 'node:crypto';
import { script } from './script.ts';

/**
 * One column, 17 px, large targets. One accent, one warning, one danger, neutral greys, all AA on their grounds;
 * a state is always a word, the colour only repeats it.
 */
const css = `
:root{--ink:#1c2733;--soft:#51606f;--line:#cfd7df;--ground:#f4f6f8;--card:#fff;--accent:#0b4f8a;--accent-soft:#e8f1f9;
--warn:#7a4700;--warn-soft:#fff4dd;--danger:#9c1c1c;--danger-soft:#fdeceb;--done:#1d5f3a;--done-soft:#e8f5ec}
*{box-sizing:border-box}
html{font-size:17px;-webkit-text-size-adjust:100%;scroll-padding:1rem 0 6rem}
body{margin:0;background:var(--ground);color:var(--ink);line-height:1.5;font-family:"Be Vietnam Pro",system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif}
.top,main,.foot{max-width:46rem;margin:0 auto;padding:0 1rem}
.top{padding-top:.9rem;color:var(--soft);font-size:.88rem}
.top p{margin:0}
.training{background:var(--warn-soft);color:var(--warn);font-weight:600;padding:.5rem 1rem;text-align:center}
.back{display:inline-block;padding:.7rem 0}
button.back,button.link{border:0;background:none;font-weight:400;text-decoration:underline;text-align:left;margin:0;min-height:0;padding:.7rem 0}
button.link{padding:.25rem 0}
h1{font-size:1.45rem;line-height:1.3;margin:.5rem 0 .4rem}
h2{font-size:1.15rem;line-height:1.35;margin:1.9rem 0 .6rem}
h3{font-size:1.03rem;line-height:1.4;margin:.2rem 0 .3rem}
h2.name,a.name{font-size:1.03rem;line-height:1.4;font-weight:700;margin:.2rem 0 .3rem}
p{margin:.4rem 0}
a{color:var(--accent)}
li.card>a:not(.button),li li>a,.files a,p>a:only-child:not(.button){display:inline-block;padding:.25rem 0}
.lead{font-size:1.06rem;margin-bottom:.7rem}
.soft,.hint{color:var(--soft)}
.hint{font-size:.9rem;margin:.15rem 0 .35rem}
.words{white-space:pre-line;overflow-wrap:anywhere}
ul.plain,ol.plain{list-style:none;margin:0;padding:0}
.card{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.9rem 1rem;margin:0 0 .8rem;overflow-wrap:anywhere}
.card>:first-child{margin-top:0}.card>:last-child{margin-bottom:0}
.card.late{border-left:.35rem solid var(--danger)}
.card.soon{border-left:.35rem solid var(--warn)}
.whole{white-space:nowrap}
.tag{display:inline-block;margin-right:.3rem;border-radius:.3rem;padding:.05rem .5rem;font-size:.9rem;font-weight:600;background:#e9edf1;color:var(--ink)}
.tag.late{background:var(--danger-soft);color:var(--danger)}
.tag.soon{background:var(--warn-soft);color:var(--warn)}
.tag.done{background:var(--done-soft);color:var(--done)}
details{margin:.35rem 0}
summary{cursor:pointer;color:var(--accent);padding:.35rem 0}
details p{margin:.1rem 0 .4rem}
.say{border-radius:.5rem;padding:.8rem 1rem;margin:.8rem 0;overflow-wrap:anywhere;background:var(--card);border:1px solid var(--line)}
.say>:first-child{margin-top:0}.say>:last-child{margin-bottom:0}
.say.done{background:var(--done-soft);border:1px solid #a9d3b8}
.say.warn{background:var(--warn-soft);border:1px solid #e4c88f}
.say.fault{background:var(--danger-soft);border:1px solid #e3aaa7}
.receipt{font-size:1.06rem;font-weight:600}
.button,button{display:inline-block;font:inherit;font-weight:600;line-height:1.3;text-align:center;text-decoration:none;min-height:3rem;padding:.75rem 1.2rem;margin:.35rem .4rem .35rem 0;border-radius:.45rem;border:1px solid var(--accent);background:#fff;color:var(--accent);cursor:pointer}
.button.main,button.main{background:var(--accent);color:#fff}
button.small{min-height:2.6rem;padding:.45rem .8rem;font-size:.92rem}
a:focus-visible,button:focus-visible,summary:focus-visible,select:focus-visible,input:focus-visible,textarea:focus-visible{outline:3px solid #f2b134;outline-offset:2px}
label,legend,.label{font-weight:600}
label.light{font-weight:400}
fieldset{border:0;padding:0;margin:0;min-width:0}
legend{padding:0}
input[type=text],input[type=date],textarea{font:inherit;width:100%;padding:.6rem .7rem;border:1px solid #7d8a97;border-radius:.4rem;background:#fff;color:inherit}
textarea{min-height:4.6rem}textarea.tall{min-height:10rem}
select{font:inherit;max-width:100%;min-height:2.6rem;padding:.35rem .5rem;border:1px solid #7d8a97;border-radius:.4rem;background:#fff;color:inherit}
input[type=file]{font:inherit;font-size:.95rem;max-width:100%;padding:.5rem 0}
input[type=radio],input[type=checkbox]{width:1.25rem;height:1.25rem;margin:0 .5rem 0 0;vertical-align:-.22rem;accent-color:var(--accent)}
.choices{display:flex;flex-wrap:wrap;gap:.5rem;margin:.5rem 0}
.choices label{display:block;font-weight:400;border:1px solid #7d8a97;border-radius:.4rem;padding:.65rem .9rem;background:#fff;cursor:pointer}
.choices label:has(input:checked){border-color:var(--accent);background:var(--accent-soft);font-weight:600}
.field{margin:.8rem 0}
.fault{color:var(--danger)}.warned{color:var(--warn)}
.field .fault,.field .warned{margin:.25rem 0;font-size:.95rem}
.card.wrong{border-left:.35rem solid var(--danger)}
.field.wrong input[type=text],.field.wrong>textarea{border:2px solid var(--danger)}
.figures{display:grid;grid-template-columns:1fr;gap:.1rem 1.4rem}
.figures input{text-align:right;font-variant-numeric:tabular-nums}
.days input{text-align:left}
.steps li{border-bottom:1px solid var(--line)}
.steps a{display:flex;justify-content:space-between;gap:.8rem;align-items:baseline;padding:.7rem 0;text-decoration:none}
.steps .tag{flex:none}
dl{margin:.4rem 0}dt{color:var(--soft);font-size:.92rem;margin-top:.5rem}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;padding:.4rem .5rem .4rem 0;border-bottom:1px solid var(--line)}
td.n,th.n{text-align:right;padding-right:0}
.sample{color:var(--warn);font-weight:600}
.wide{overflow-x:auto}
.files li{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;gap:.6rem;border-bottom:1px solid var(--line);padding:.2rem 0}
.files span{flex:1 1 10rem;overflow-wrap:anywhere}
.files button{flex:none}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;padding:0;margin:0;border:0;min-height:0}
.foot a{display:inline-block;padding:.25rem 0}
.foot{margin-top:2.5rem;padding-top:1rem;padding-bottom:2rem;border-top:1px solid var(--line);color:var(--soft);font-size:.95rem}
.saved{position:sticky;bottom:0;margin:.6rem 0 0;padding:.55rem .8rem;border-radius:.4rem .4rem 0 0;background:var(--done-soft);color:var(--done);font-size:.95rem}
.saved:empty{display:none}.saved.warn{background:var(--warn-soft);color:var(--warn);font-weight:600}
@media(pointer:fine){.camera{display:none}}
@media(min-width:44rem){.figures{grid-template-columns:1fr 1fr}.top{padding-top:1.4rem}}
@media print{html{font-size:12pt}body{background:#fff}.top,main,.foot{max-width:none}button,.button,.back,.saved,input[type=file]{display:none}.card,.say{break-inside:avoid;background:#fff}details::details-content{content-visibility:visible}.foot{margin-top:1rem}}
`.trim();

const fingerprint = createHash('sha256').update(css).digest('hex').slice(0, 12);

/** The style of the pages; its name changes with its content, so that it may be kept for ever. */
export const stylesheet = {
  href: `/assets/don-vi.${fingerprint}.css`,
  type: 'text/css; charset=utf-8',
  body: css,
} as const;

/** What the server serves under `/assets` for these pages: path → file. */
export const assets: ReadonlyMap<string, { type: string; body: string }> = new Map(
  [stylesheet, ...(script ? [script] : [])].map((file) => [file.href, file]),
);
