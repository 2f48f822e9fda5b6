"""Addresses of tasks."""

from django.urls import path

from tienbo.tasks import views

app_name = "tasks"
urlpatterns = [
    path("tasks/", views.task_list, name="list"),
    path("tasks/<int:pk>/", views.task_page, name="task"),
    path("tasks/<int:pk>/reopen/", views.task_reopen, name="reopen"),
    path("tasks/<int:pk>/file/", views.task_file, name="file"),
    path("tasks/<int:pk>/results/<int:revision>/file/", views.result_file, name="result_file"),
]
