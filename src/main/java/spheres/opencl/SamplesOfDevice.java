package spheres.opencl;

import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.bytedeco.opencl._cl_mem;
import spheres.engine.SphereSamples;
import spheres.sphere.IndexedRandom;

/** The device draws them, by the CPU's generator in double precision: the same bits. */
final class SamplesOfDevice implements Samples {
    private static final int GROUP = 64;

    private final OpenCl openCl;
    private final int batch;
    private final LongUnaryOperator indices;
    private final _cl_mem indexMemory;
    private final Kernel kernel;

    /**
     * @param inputs the padded number of coordinates
     * @param slots the most steps at a time
     */
    SamplesOfDevice(OpenCl openCl, SphereSamples samples, BatchShape shape, int inputs, int slots, Memory memory) {
        this.openCl = openCl;
        this.batch = shape.batch();
        this.indices = samples.indices();
        indexMemory = openCl.buffer((long) Long.BYTES * slots * batch);
        _cl_mem edges = openCl.buffer((long) Double.BYTES * Ziggurat.edges().length);
        _cl_mem cuts = openCl.buffer((long) Long.BYTES * Ziggurat.cuts().length);
        _cl_mem maps = openCl.buffer(Ziggurat.maps().length);
        openCl.write(edges, Ziggurat.edges());
        openCl.write(cuts, Ziggurat.cuts());
        openCl.write(maps, Ziggurat.maps());
        kernel = openCl.kernel(
                        openCl.build(
                                " -DBATCH=" + batch + " -DCOLUMNS=" + shape.columns() + " -DDIMENSION="
                                        + samples.dimension() + Ziggurat.options(),
                                "sample.cl"),
                        "sample",
                        "sample",
                        GROUP,
                        1)
                .arguments(0, memory.points(), memory.labels(), inputs)
                .arguments(4, indexMemory, new IndexedRandom(samples.seed(), samples.stream()).key())
                .arguments(6, samples.outerRadius(), edges, cuts, maps);
    }

    @Override
    public void fill(long first, int steps) {
        int count = steps * batch;
        long[] block = new long[count];
        for (int i = 0; i < count; i++) {
            block[i] = indices.applyAsLong(first + i);
        }
        openCl.write(indexMemory, block);
        kernel.groups(BatchShape.ceiling(count, GROUP));
        kernel.arguments(3, count).launch();
    }

    @Override
    public Stream<Kernel> kernels() {
        return Stream.of(kernel);
    }
}
