import { placeText, type Format } from './report.js';

/** One line a finding, the rule in front. */
export const concise: Format = ({ items }) =>
  items.map((item) => `${item.rule} ${placeText(item)} ${item.message}\n`).join('');
