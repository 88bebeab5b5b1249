/** What most conversations never show, in one piece: its code comes with the first use of any. */
export { Held } from './consent/Held';
export { Panel } from './consent/Panel';
export { VerdictPassed } from './VerdictPassed';
export { VerdictReasons } from './VerdictReasons';
export { Whose } from './VerdictWhose';
