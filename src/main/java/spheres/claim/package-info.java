/** What the paper asserts, what was measured, and the verdict: claims, measurements, the judge. Measures nothing itself. */
@NullMarked
package spheres.claim;

import org.jspecify.annotations.NullMarked;
