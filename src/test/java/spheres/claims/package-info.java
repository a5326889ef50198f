/** The claims of the paper, one class per section and one test per claim, and the harness that records and judges them. */
@NullMarked
package spheres.claims;

import org.jspecify.annotations.NullMarked;
