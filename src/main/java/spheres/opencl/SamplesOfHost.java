package spheres.opencl;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.opencl._cl_mem;
import spheres.engine.TrainingData;

/** The CPU reads them, for data that is no sample of the spheres and devices without double precision. */
final class SamplesOfHost implements Samples {
    private final OpenCl openCl;
    private final TrainingData data;
    private final BatchShape shape;
    private final int inputs;
    private final _cl_mem points;
    private final _cl_mem labels;

    /** @param inputs the padded number of coordinates */
    SamplesOfHost(OpenCl openCl, TrainingData data, BatchShape shape, int inputs, Memory memory) {
        this.openCl = openCl;
        this.data = data;
        this.shape = shape;
        this.inputs = inputs;
        points = memory.points();
        labels = memory.labels();
    }

    @Override
    public void fill(long first, int steps) {
        float[] values = new float[steps * inputs * shape.columns()];
        float[] answers = new float[steps * shape.columns()];
        IntStream.range(0, steps).parallel().forEach(slot -> {
            TrainingData.Reader reader = data.reader();
            float[] point = new float[data.dimension()];
            for (int row = 0; row < shape.batch(); row++) {
                long position = first + (long) slot * shape.batch() + row;
                answers[slot * shape.columns() + row] = reader.read(position, point, 0);
                for (int j = 0; j < point.length; j++) {
                    values[(slot * inputs + j) * shape.columns() + row] = point[j];
                }
            }
        });
        openCl.write(points, values);
        openCl.write(labels, answers);
    }

    @Override
    public Stream<Kernel> kernels() {
        return Stream.empty();
    }
}
