/** What the first element of a page loads in one file, which compresses better than many. */
import './runtime.js';
import '@tauwerk/elements/benefit-badge';
