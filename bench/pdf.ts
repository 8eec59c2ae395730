import { keepParsedFonts } from '../activities/pdf/fonts.ts';
import { renderPaper } from '../activities/pdf/render.ts';
import { sampleConclusion } from '../activities/pdf/samples.ts';
import { judge } from './judge.ts';

/**
 * One paper of two pages, with fonts parsed once beside stock pdfmake which parses them for each document;
 * alternating, so that a busy machine slows both. Medians, in milliseconds of the processor.
 */
const n = Number(process.argv[2] ?? 25);
const paper = {
  ...sampleConclusion,
  strengths: sampleConclusion.strengths.slice(0, 1),
  figures: sampleConclusion.figures.slice(0, 1),
  findings: sampleConclusion.findings.slice(0, 1),
  requirements: sampleConclusion.requirements.slice(0, 1),
};

async function time(keep: boolean): Promise<number> {
  keepParsedFonts(keep);
  const start = process.cpuUsage();
  await renderPaper(paper);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const round = (value: number) => Math.round(value * 10) / 10;

for (let i = 0; i < 10; i++) {
  await time(true);
  await time(false);
}
const cached: number[] = [];
const stock: number[] = [];
for (let i = 0; i < n; i++) {
  cached.push(await time(true));
  stock.push(await time(false));
}
const { pages } = await renderPaper(paper);
const stockMs = round(median(stock));
const cachedMs = round(median(cached));
judge({ paper: paper.kind, pages, n, stockMs, cachedMs }, [
  { name: 'timesFasterThanStock', figure: round(stockMs / cachedMs), atLeast: 3 },
]);
