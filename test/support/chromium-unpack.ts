/** Run by chromium.ts in a process of its own: the package unpacks into the temp folder that it is given, and its libraries only where it takes itself for a Lambda. */
import chromium from '@sparticuz/chromium';

await chromium.executablePath();
