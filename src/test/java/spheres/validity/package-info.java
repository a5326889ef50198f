/** Shows on the measurements of the run that just ended that each check can fail. */
@NullMarked
package spheres.validity;

import org.jspecify.annotations.NullMarked;
