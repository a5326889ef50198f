/** Trainings on an Apache Spark cluster; compiled by the profile {@code spark} alone. */
@NullMarked
package spheres.spark;

import org.jspecify.annotations.NullMarked;
