import type { Day } from './day.ts';
import { dayOf, fromSerial, serial } from './day.ts';

/**
 * The Vietnamese lunar calendar, computed for UTC+7: a month begins on the day of the new moon, and the
 * eleventh month holds the winter solstice. Follows the algorithm Hồ Ngọc Đức published ("Thuật toán tính âm
 * lịch"), whose series for moon and sun are those of Meeus, *Astronomical Algorithms* (1998).
 */

/** Mùng 1 tháng Giêng of the lunar year that begins in `year`. */
export const lunarNewYear = (year: number): Day => solarDay(year, 1, 1);

/** Giỗ Tổ Hùng Vương: mùng 10 tháng Ba. */
export const hungKingsDay = (year: number): Day => solarDay(year, 3, 10);

/** The solar day of a day in one of the first ten months (not a leap one) of the lunar year that begins in `year`. */
function solarDay(year: number, month: number, date: number): Day {
  const start = eleventhMonth(year - 1);
  const months = month + 1; // after the eleventh
  const leap = eleventhMonth(year) - start > 365 && leapOffset(start) <= months ? 1 : 0;
  return fromSerial(newMoonDay(lunation(start) + months + leap) + date - 1);
}

const NEW_MOON_1900 = 2_415_021.076998695;
const LUNATION_DAYS = 29.530588853;

/** The lunation whose month begins on that day. */
const lunation = (monthStart: number) => Math.floor(0.5 + (monthStart - NEW_MOON_1900) / LUNATION_DAYS);

/** First day of the lunar month that holds the winter solstice of `year`. */
function eleventhMonth(year: number): number {
  const k = Math.floor((serial(dayOf(year, 12, 31)) - 2_415_021) / LUNATION_DAYS);
  const start = newMoonDay(k);
  return sunArc(start) >= 9 ? newMoonDay(k - 1) : start;
}

/** In a year of thirteen months: how many months after the eleventh the one without a major solar term comes. */
function leapOffset(start: number): number {
  const k = lunation(start);
  let offset = 1;
  while (sunArc(newMoonDay(k + offset)) !== sunArc(newMoonDay(k + offset + 1))) offset += 1;
  return offset;
}

const ZONE = 7 / 24;
const RADIAN = Math.PI / 180;
const sin = (degrees: number) => Math.sin(degrees * RADIAN);

/** The day in Vietnam of the k-th new moon since that of 1 January 1900. */
const newMoonDay = (k: number): number => Math.floor(newMoon(k) + 0.5 + ZONE);

/** Which twelfth of the ecliptic (0–11, from the March equinox) the sun is in as that day begins in Vietnam. */
const sunArc = (day: number): number => Math.floor(sunLongitude(day - 0.5 - ZONE) / 30);

/** Moment of the k-th new moon, in Julian days of universal time. */
function newMoon(k: number): number {
  const t = k / 1236.85; // Julian centuries since 1900
  const mean =
    2_415_020.75933 +
    29.53058868 * k +
    (0.0001178 - 0.000000155 * t) * t * t +
    0.00033 * sin(166.56 + 132.87 * t - 0.009173 * t * t);
  const sun = 359.2242 + 29.10535608 * k - (0.0000333 + 0.00000347 * t) * t * t;
  const moon = 306.0253 + 385.81691806 * k + (0.0107306 + 0.00001236 * t) * t * t;
  const node = 21.2964 + 390.67050646 * k - (0.0016528 + 0.00000239 * t) * t * t;
  const correction =
    (0.1734 - 0.000393 * t) * sin(sun) +
    0.0021 * sin(2 * sun) -
    0.4068 * sin(moon) +
    0.0161 * sin(2 * moon) -
    0.0004 * sin(3 * moon) +
    0.0104 * sin(2 * node) -
    0.0051 * sin(sun + moon) -
    0.0074 * sin(sun - moon) +
    0.0004 * sin(2 * node + sun) -
    0.0004 * sin(2 * node - sun) -
    0.0006 * sin(2 * node + moon) +
    0.001 * sin(2 * node - moon) +
    0.0005 * sin(2 * moon + sun);
  return mean + correction - clockDrift(t);
}

/** Ephemeris time less universal time in our centuries, in days. */
const clockDrift = (t: number): number => -0.000278 + 0.000265 * t + 0.000262 * t * t;

/** True longitude of the sun in degrees, 0–360. */
function sunLongitude(julian: number): number {
  const t = (julian - 2_451_545) / 36_525;
  const anomaly = 357.5291 + 35_999.0503 * t - 0.0001559 * t * t - 0.00000048 * t ** 3;
  const mean = 280.46645 + 36_000.76983 * t + 0.0003032 * t * t;
  const centre =
    (1.9146 - 0.004817 * t - 0.000014 * t * t) * sin(anomaly) +
    (0.019993 - 0.000101 * t) * sin(2 * anomaly) +
    0.00029 * sin(3 * anomaly);
  const longitude = (mean + centre) % 360;
  return longitude < 0 ? longitude + 360 : longitude;
}
