create tabel nothing (id int);
