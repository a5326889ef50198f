/** Figures of the report that belong to no claim. */
@NullMarked
package spheres.claims.figures;

import org.jspecify.annotations.NullMarked;
