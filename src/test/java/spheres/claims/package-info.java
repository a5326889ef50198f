/** The claims of the paper, a package per section and a test per claim. */
@NullMarked
package spheres.claims;

import org.jspecify.annotations.NullMarked;
