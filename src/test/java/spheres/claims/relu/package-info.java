/** Section 3, and what sections 1, 2 and 6 say of it: the trained ReLU network. */
@NullMarked
package spheres.claims.relu;

import org.jspecify.annotations.NullMarked;
