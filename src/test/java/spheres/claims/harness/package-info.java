/** What runs, records and judges the claim tests, and what they share. */
@NullMarked
package spheres.claims.harness;

import org.jspecify.annotations.NullMarked;
