/** Sections 5 and 6: the bound on the distance to the nearest error, and how close networks come to it. */
@NullMarked
package spheres.claims.bound;

import org.jspecify.annotations.NullMarked;
