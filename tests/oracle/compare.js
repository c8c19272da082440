// Compares what time_print prints (standard input) with chinese-days and chinese-workday, line by line.
// Exit status 0 if they agree on everything, 1 if not.
import { createInterface } from 'node:readline';
import chineseDays from 'chinese-days';
import { countWorkdays, getFestival, isAddtionalWorkday, isWorkday, isHoliday } from 'chinese-workday';

const counts = { days: 0, dues: 0, differences: 0 };

function tell(line, whose, theirs) {
  counts.differences += 1;
  console.error(`${line}: ${whose} says ${theirs}`);
}

// Both know festivals by name: what a statutory holiday on a working weekday is, not a plain weekend.
function compareDay(line, date, kind, state) {
  counts.days += 1;
  const working = state === 'working';
  if (chineseDays.isWorkday(date) !== working) tell(line, 'chinese-days', `working ${!working}`);
  if (chineseDays.isHoliday(date) === working) tell(line, 'chinese-days', `holiday ${working}`);
  if (isWorkday(date) !== working) tell(line, 'chinese-workday', `working ${!working}`);
  if (isHoliday(date) === working) tell(line, 'chinese-workday', `holiday ${working}`);
  if (isAddtionalWorkday(date) !== (kind === 'swapped')) tell(line, 'chinese-workday', `swapped ${kind !== 'swapped'}`);
  const detail = chineseDays.getDayDetail(date);
  const swapped = detail.work && detail.name.includes(',');
  if (swapped !== (kind === 'swapped')) tell(line, 'chinese-days', `${detail.name}`);
  const plain = ['周末', '工作日'].includes(getFestival(date));
  if (kind === 'holiday' && plain) tell(line, 'chinese-workday', getFestival(date));
  if (kind === 'ordinary' && !plain) tell(line, 'chinese-workday', getFestival(date));
}

function dayAfter(date) {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86400000).toISOString().slice(0, 10);
}

function compareDue(line, start, days, due) {
  counts.dues += 1;
  const theirs = chineseDays.findWorkday(days, start);
  if (theirs !== due) tell(line, 'chinese-days', theirs);
  const counted = countWorkdays(dayAfter(start), due);
  if (counted !== days || !isWorkday(due)) tell(line, 'chinese-workday', `${counted} working days`);
}

for await (const line of createInterface({ input: process.stdin })) {
  const words = line.split(' ');
  if (words[0] === 'day') compareDay(line, words[1], words[2], words[3]);
  else if (words[0] === 'due') compareDue(line, words[1], Number(words[2]), words[3]);
}
console.log(`${counts.days} days and ${counts.dues} counts of working days: ${counts.differences} differences`);
process.exit(counts.days > 0 && counts.differences === 0 ? 0 : 1);
