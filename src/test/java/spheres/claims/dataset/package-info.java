/** Section 2: the two spheres as a data set. */
@NullMarked
package spheres.claims.dataset;

import org.jspecify.annotations.NullMarked;
