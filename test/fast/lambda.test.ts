import { together } from '../together';

together('lambda');
