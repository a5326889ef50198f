/** Section 4: the quadratic network, of which errors are known exactly. */
@NullMarked
package spheres.claims.quadratic;

import org.jspecify.annotations.NullMarked;
