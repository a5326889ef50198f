/** The exact nearest error of an ellipsoid, and how close an attack comes to it. */
@NullMarked
package spheres.nearest;

import org.jspecify.annotations.NullMarked;
